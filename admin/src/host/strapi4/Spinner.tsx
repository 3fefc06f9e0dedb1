import { Box } from '@strapi/design-system';
import { Loader } from '@strapi/icons';
import styled, { keyframes } from 'styled-components';

const turn = keyframes`
  to { transform: rotate(1turn); }
`;

const Turning = styled(Box)`
  display: flex;
  animation: ${turn} 1.2s linear infinite;

  path {
    fill: ${({ theme }) => theme.colors.primary600};
  }

  @media (prefers-reduced-motion: reduce) {
    animation-duration: 6s;
  }
`;

/** A small sign beside a text that says what is going on. */
export function Spinner() {
  return (
    <Turning aria-hidden>
      <Loader width="16px" height="16px" />
    </Turning>
  );
}
