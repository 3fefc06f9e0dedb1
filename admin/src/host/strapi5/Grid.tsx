import { Grid as SystemGrid } from '@strapi/design-system';
import type { GridItemProps, GridProps } from '../types';

export function Grid({ children }: GridProps) {
  return <SystemGrid.Root gap={4}>{children}</SystemGrid.Root>;
}

export function GridItem({ perRow, children }: GridItemProps) {
  return (
    <SystemGrid.Item
      col={12 / perRow}
      m={24 / perRow}
      s={12}
      xs={12}
      alignItems="stretch"
      direction="column"
    >
      {children}
    </SystemGrid.Item>
  );
}
