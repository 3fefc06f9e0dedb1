import type { Comparison, Direction } from './compare';
import type { Sample } from './sample';
import { type Spread, spreadOf } from './statistics';

/** A markdown table whose columns line up in a terminal too. */
export function markdownTable(header: string[], rows: string[][]): string {
  const widths = header.map((_, column) =>
    Math.max(3, ...[header, ...rows].map((cells) => cells[column]!.length)),
  );
  const line = (cells: string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column]!)).join(' | ')} |`;
  const rule = line(widths.map((width) => '-'.repeat(width)));
  return [line(header), rule, ...rows.map(line)].join('\n');
}

/** Official against ours, one row for each direction of each shape. */
export function comparisonTable(comparisons: Comparison[]): string {
  const header = [
    'content',
    'work',
    'official',
    'ours',
    'times faster',
    'official, memory',
    'ours, memory',
    'times less',
    'official, archive',
    'ours, archive',
    'times smaller',
  ];
  const rows = comparisons.flatMap(({ shape, restore, export: exports }) => [
    [shape.name, 'restore', ...cellsOf(restore)],
    [shape.name, 'export', ...cellsOf(exports)],
  ]);
  return markdownTable(header, rows);
}

function cellsOf(direction: Direction): string[] {
  return [
    ...pair(direction, ({ seconds }) => seconds, formatSeconds),
    // A peak may hardly differ from idle: below one megabyte a ratio would only be noise.
    ...pair(direction, ({ memory }) => Math.max(memory, 1), formatMegabytes),
    ...pair(direction, ({ archiveSize }) => archiveSize, formatMegabytes),
  ];
}

/** Both sides of one figure, and how many times ours fits into the official one. */
function pair(
  { official, ours }: Direction,
  figure: (sample: Sample) => number | undefined,
  format: (value: number) => string,
): string[] {
  const values = [official, ours].map((samples) =>
    samples.map(figure).filter((value) => value !== undefined),
  );
  if (values.some(({ length }) => length === 0)) return ['', '', ''];
  const [theirs, own] = values.map(spreadOf) as [Spread, Spread];
  return [formatSpread(theirs, format), formatSpread(own, format), formatTimes(theirs, own)];
}

function formatSpread({ median, min, max }: Spread, format: (value: number) => string): string {
  const [low, high] = [format(min), format(max)];
  return low === high ? format(median) : `${format(median)} (${low} – ${high})`;
}

function formatTimes(theirs: Spread, own: Spread): string {
  const times = theirs.median / own.median;
  return times >= 10 ? times.toFixed(0) : times.toFixed(1);
}

export function formatSeconds(seconds: number): string {
  return `${seconds.toFixed(seconds < 10 ? 2 : 1)} s`;
}

export function formatMegabytes(megabytes: number): string {
  return `${megabytes.toFixed(Math.abs(megabytes) < 10 ? 1 : 0)} MB`;
}
