import { Flex } from '@strapi/design-system';
import styled from 'styled-components';
import { dropAreaStyle } from '../dropAreaStyle';
import type { DropAreaProps } from '../types';

const Area = styled(Flex).attrs({ tag: 'label' })<{ $over: boolean }>`
  ${dropAreaStyle}
`;

export function DropArea({ isOver, ...props }: DropAreaProps) {
  return <Area $over={isOver} direction="column" gap={2} padding={8} hasRadius {...props} />;
}
