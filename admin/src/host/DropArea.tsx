import { Flex } from '@strapi/design-system';
import styled from 'styled-components';

/** A label around a hidden file input: the whole area is clickable, and shows the input's focus. */
export const DropArea = styled(Flex).attrs({ tag: 'label' })<{ $over: boolean }>`
  cursor: pointer;
  border: 1px dashed
    ${({ theme, $over }) => ($over ? theme.colors.primary600 : theme.colors.neutral300)};
  background: ${({ theme, $over }) => ($over ? theme.colors.primary100 : theme.colors.neutral100)};

  &:hover {
    border-color: ${({ theme }) => theme.colors.primary600};
  }

  &:focus-within {
    outline: 2px solid ${({ theme }) => theme.colors.primary600};
    outline-offset: 2px;
  }
`;
