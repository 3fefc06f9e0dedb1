import type { Comparison } from './compare';
import { type Growth, growthSlope } from './growth';
import type { HugeFile } from './huge';
import type { FilesLimit, RowsLimit } from './limits';
import type { Answering } from './load';
import { spreadOf } from './statistics';
import type { Steady } from './steady';
import { formatMegabytes, formatSeconds, markdownTable } from './table';

/** What a comparison compares, one line for each shape. */
export function describeShapes(comparisons: Comparison[], scale: number): string {
  return comparisons
    .map(({ shape, restore }) => {
      const rounds = restore.ours.length === 1 ? 'one round' : `${restore.ours.length} rounds`;
      return `- _${shape.name}_: ${shape.describe(scale)}; ${rounds}`;
    })
    .join('\n');
}

export interface Limits {
  rows?: RowsLimit & { restoreSeconds: number };
  files?: FilesLimit;
}

/** The rows' limit is compared with the median of our restores. */
export function rowsAgainst(limit: RowsLimit, { restore }: Comparison): Limits['rows'] {
  return { ...limit, restoreSeconds: spreadOf(restore.ours.map(({ seconds }) => seconds)).median };
}

export function limitsTable({ rows, files }: Limits): string {
  const lines = [];
  if (rows) {
    lines.push([
      `restore of the magazine, against its ${rows.rows} rows through prepared statements`,
      formatSeconds(rows.seconds),
      formatSeconds(rows.restoreSeconds),
      `${(rows.restoreSeconds / rows.seconds).toFixed(1)} times the time`,
    ]);
  }
  if (files) {
    const speed = (value: number): string => `${value.toFixed(0)} MB/s`;
    lines.push([
      `export of the media (${formatMegabytes(files.megabytes)}), against \`tar -c\` and \`gzip -1\``,
      speed(files.tar),
      speed(files.ours),
      `${(files.ours / files.tar).toFixed(2)} times the speed`,
    ]);
  }
  return markdownTable(['work', 'limit', 'ours', 'ratio'], lines);
}

export function answersTable(answers: Map<string, Answering>): string {
  const ms = (value: number): string => `${value.toFixed(1)} ms`;
  const rows = [...answers].map(([shape, { idle, duringExport, requests }]) => [
    shape,
    ms(idle),
    ms(duringExport),
    (duringExport / idle).toFixed(1),
    String(requests),
  ]);
  return markdownTable(
    ['content', 'idle, p99', 'during an export, p99', 'ratio', 'requests'],
    rows,
  );
}

export function growthTable(growths: Growth[]): string {
  const rows = growths.flatMap((growth) => [
    ...growth.points.map(({ factor, restore, export: exported }) => [
      growth.shape,
      `${factor}×`,
      formatSeconds(restore.seconds),
      formatMegabytes(restore.memory),
      formatSeconds(exported.seconds),
      formatMegabytes(exported.memory),
    ]),
    [
      growth.shape,
      'slope',
      growthSlope(growth, 'restore').toFixed(2),
      '',
      growthSlope(growth, 'export').toFixed(2),
      '',
    ],
  ]);
  return markdownTable(
    ['content', 'size', 'restore', 'memory over idle', 'export', 'memory over idle'],
    rows,
  );
}

export function hugeTable({ restore, export: exported }: HugeFile): string {
  const row = (name: string, { seconds, memory }: HugeFile['restore']): string[] => [
    name,
    formatSeconds(seconds),
    formatMegabytes(memory),
  ];
  return markdownTable(
    ['work', 'time', 'memory over idle'],
    [row('upload and restore', restore), row('export', exported)],
  );
}

export function steadyTable(measured: Steady[]): string {
  const rows = measured.map(({ meanwhile, asked, statuses, median, p99, longest, refusedFor }) => [
    meanwhile,
    String(asked),
    [...statuses].map(([status, many]) => `${many} × ${status || 'none'}`).join(', '),
    ...[median, p99, longest, refusedFor].map((ms) => `${ms.toFixed(0)} ms`),
  ]);
  return markdownTable(
    ['meanwhile', 'requests', 'answers', 'median', 'p99', 'longest', 'longest stretch of 503'],
    rows,
  );
}
