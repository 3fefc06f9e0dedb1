import type { ReactNode } from 'react';
import { Box, Typography } from '../host';

export interface DataRow {
  id: string;
  cells: ReactNode[];
}

export interface Column {
  name: string;
  /** Figures are compared more easily when they end in one line. */
  numeric?: boolean;
}

interface DataTableProps {
  label: string;
  columns: Column[];
  rows: DataRow[];
}

/** A table inside a panel; the design system's own brings a box and a shadow. */
export function DataTable({ label, columns, rows }: DataTableProps) {
  return (
    <Box overflow="auto">
      <Box tag="table" aria-label={label} width="100%" style={{ borderCollapse: 'collapse' }}>
        <thead>
          <tr>
            {columns.map(({ name, numeric }) => (
              <Cell key={name} tag="th" numeric={numeric}>
                <Typography variant="sigma" textColor="neutral600">
                  {name}
                </Typography>
              </Cell>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, cells }) => (
            <tr key={id}>
              {cells.map((cell, index) => (
                <Cell key={columns[index]?.name} tag="td" numeric={columns[index]?.numeric}>
                  {typeof cell === 'string' ? (
                    <Typography textColor="neutral800">
                      <bdi>{cell}</bdi>
                    </Typography>
                  ) : (
                    cell
                  )}
                </Cell>
              ))}
            </tr>
          ))}
        </tbody>
      </Box>
    </Box>
  );
}

interface CellProps {
  tag: 'th' | 'td';
  numeric?: boolean;
  children: ReactNode;
}

function Cell({ tag, numeric = false, children }: CellProps) {
  return (
    <Box
      tag={tag}
      scope={tag === 'th' ? 'col' : undefined}
      paddingTop={2}
      paddingBottom={2}
      paddingRight={numeric ? 2 : 4}
      borderStyle="solid"
      borderWidth="0 0 1px 0"
      borderColor="neutral150"
      textAlign={numeric ? 'end' : 'start'}
    >
      {children}
    </Box>
  );
}
