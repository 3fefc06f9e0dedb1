import { Box } from '@strapi/design-system';
import { Loader } from '@strapi/icons';
import styled, { keyframes } from 'styled-components';

const turn = keyframes`
  to { transform: rotate(1turn); }
`;

const Turning = styled(Box)`
  animation: ${turn} 1.2s linear infinite;

  @media (prefers-reduced-motion: reduce) {
    animation-duration: 6s;
  }
`;

/** A small sign beside a text that says what is going on. */
export function Spinner() {
  return (
    <Turning display="flex" aria-hidden>
      <Loader fill="primary600" width="16px" height="16px" />
    </Turning>
  );
}
