import type { ReactNode } from 'react';
import { Box, Typography } from '../host';
import { useIsNarrow } from './useIsNarrow';

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

/** A table inside a panel; the design system's own brings a box and a shadow. Where it has no room, a list. */
export function DataTable(props: DataTableProps) {
  return useIsNarrow() ? <Listed {...props} /> : <Table {...props} />;
}

function Table({ label, columns, rows }: DataTableProps) {
  return (
    <Box overflow="auto">
      <Box tag="table" aria-label={label} width="100%" style={{ borderCollapse: 'collapse' }}>
        <thead>
          <tr>
            {columns.map(({ name, numeric }) => (
              <Cell key={name} tag="th" numeric={numeric}>
                <ColumnName>{name}</ColumnName>
              </Cell>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, cells }) => (
            <tr key={id}>
              {cells.map((cell, index) => (
                <Cell key={columns[index]?.name} tag="td" numeric={columns[index]?.numeric}>
                  <Content>{cell}</Content>
                </Cell>
              ))}
            </tr>
          ))}
        </tbody>
      </Box>
    </Box>
  );
}

/** A row after the other, each with the names of the columns before its cells. */
function Listed({ label, columns, rows }: DataTableProps) {
  return (
    <Box tag="ul" aria-label={label}>
      {rows.map(({ id, cells }) => (
        <Box
          key={id}
          tag="li"
          paddingTop={3}
          paddingBottom={3}
          borderStyle="solid"
          borderWidth="0 0 1px 0"
          borderColor="neutral150"
        >
          {cells.map(
            (cell, index) =>
              Boolean(cell) && (
                <Box key={columns[index]?.name} paddingBottom={2}>
                  <ColumnName>{columns[index]?.name}</ColumnName>
                  <Content>{cell}</Content>
                </Box>
              ),
          )}
        </Box>
      ))}
    </Box>
  );
}

function ColumnName({ children }: { children: ReactNode }) {
  return (
    <Typography variant="sigma" textColor="neutral600" tag="p">
      {children}
    </Typography>
  );
}

function Content({ children }: { children: ReactNode }) {
  if (typeof children !== 'string') return children;
  return (
    <Typography textColor="neutral800" style={{ overflowWrap: 'anywhere' }}>
      <bdi>{children}</bdi>
    </Typography>
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
