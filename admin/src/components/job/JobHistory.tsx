import type { JobKind, ListedJob } from '../../../../shared/contract';
import { useTranslate } from '../../translations/useTranslate';
import { DataTable } from '../DataTable';
import { Panel } from '../Panel';
import { ResultCell, WhatCell, WhenCell } from './HistoryCells';
import { UndoCell } from './UndoCell';
import { undoneOf } from './undone';

/** The last ended jobs of one kind: what tells, after a reload, how it went. */
export function JobHistory({ kind, jobs }: { kind: JobKind; jobs: ListedJob[] }) {
  const t = useTranslate();

  const shown = jobs.filter((job) => job.kind === kind);
  if (shown.length === 0) return null;

  const columns = [
    'history.file',
    'history.state',
    'history.startedBy',
    'history.endedAt',
  ] as const;
  const undone = undoneOf(jobs);
  const hadUndo = (job: ListedJob) =>
    job.state === 'done' && !undone.has(job.id) && (job.canUndo || job.safetyCopy !== undefined);
  const canUndo = shown.some((job) => job.canUndo);
  const title = t(`history.${kind}.title`);
  return (
    <Panel title={title}>
      <DataTable
        label={title}
        columns={[
          ...columns.map((column) => ({ name: t(column) })),
          ...(canUndo ? [{ name: t('history.actions'), numeric: true }] : []),
        ]}
        rows={shown.map((job) => ({
          id: job.id,
          cells: [
            <WhatCell key="what" job={job} />,
            <ResultCell key="result" job={job} undone={undone.has(job.id)} />,
            job.startedBy,
            <WhenCell key="when" job={job} />,
            ...(canUndo ? [hadUndo(job) && <UndoCell key="undo" job={job} />] : []),
          ],
        }))}
      />
    </Panel>
  );
}
