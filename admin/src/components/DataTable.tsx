import type { ReactNode } from 'react';
import { Box, Typography } from '../host';

export interface DataRow {
  id: string;
  cells: ReactNode[];
}

interface DataTableProps {
  label: string;
  columns: string[];
  rows: DataRow[];
}

/** A table inside a panel; the design system's own brings a box and a shadow. */
export function DataTable({ label, columns, rows }: DataTableProps) {
  return (
    <Box overflow="auto">
      <Box tag="table" aria-label={label} width="100%" style={{ borderCollapse: 'collapse' }}>
        <thead>
          <tr>
            {columns.map((column) => (
              <Cell key={column} tag="th">
                <Typography variant="sigma" textColor="neutral600">
                  {column}
                </Typography>
              </Cell>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, cells }) => (
            <tr key={id}>
              {cells.map((cell, index) => (
                <Cell key={columns[index]} tag="td">
                  {typeof cell === 'string' ? (
                    <Typography textColor="neutral800">{cell}</Typography>
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

function Cell({ tag, children }: { tag: 'th' | 'td'; children: ReactNode }) {
  return (
    <Box
      tag={tag}
      scope={tag === 'th' ? 'col' : undefined}
      paddingTop={2}
      paddingBottom={2}
      paddingRight={4}
      borderStyle="solid"
      borderWidth="0 0 1px 0"
      borderColor="neutral150"
      textAlign="start"
    >
      {children}
    </Box>
  );
}
