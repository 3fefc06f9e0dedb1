import type { JobKind, ListedJob } from '../../../../shared/contract';
import { useFormat } from '../../format/useFormat';
import { Badge } from '../../host';
import { useTranslate } from '../../translations/useTranslate';
import { DataTable } from '../DataTable';
import { Panel } from '../Panel';

const MOST = 5;
const BADGES = { done: 'success', failed: 'danger', cancelled: 'neutral' } as const;

/** The last few ended jobs of one kind: what tells, after a reload, how it went. */
export function JobHistory({ kind, jobs }: { kind: JobKind; jobs: ListedJob[] }) {
  const t = useTranslate();
  const format = useFormat();

  const shown = jobs.filter((job) => job.kind === kind).slice(0, MOST);
  if (shown.length === 0) return null;

  const columns = [
    'history.file',
    'history.state',
    'history.startedBy',
    'history.endedAt',
  ] as const;
  const title = t(`history.${kind}.title`);
  return (
    <Panel title={title}>
      <DataTable
        label={title}
        columns={columns.map((column) => ({ name: t(column) }))}
        rows={shown.map((job) => {
          const state = job.state === 'done' || job.state === 'cancelled' ? job.state : 'failed';
          return {
            id: job.id,
            cells: [
              job.filename ?? '',
              <Badge key="state" variant={BADGES[state]}>
                {t(`history.state.${state}`)}
              </Badge>,
              job.startedBy,
              format.dateTime(job.endedAt ?? job.createdAt),
            ],
          };
        })}
      />
    </Panel>
  );
}
