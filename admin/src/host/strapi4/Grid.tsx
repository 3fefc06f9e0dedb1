import { Grid as SystemGrid, GridItem as SystemGridItem } from '@strapi/design-system';
import type { GridItemProps, GridProps } from '../types';

export function Grid({ children }: GridProps) {
  return <SystemGrid gap={4}>{children}</SystemGrid>;
}

export function GridItem({ perRow, children }: GridItemProps) {
  return (
    <SystemGridItem col={12 / perRow} s={24 / perRow} xs={12}>
      {children}
    </SystemGridItem>
  );
}
