import type { JobSnapshot } from '../../../../shared/contract';
import { useContentTypes } from '../../api/contentTypes';
import { secondsBetween } from '../../format/duration';
import { useFormat } from '../../format/useFormat';
import { useTranslate } from '../../translations/useTranslate';
import { DataTable } from '../DataTable';
import { Facts } from '../Facts';
import { FoldedList } from '../FoldedList';
import { Stack } from '../Stack';
import { WholeChecksum } from './Checksum';

/** What a good export has put into its file, by what one can compare it later. */
export function ExportSummary({ snapshot }: { snapshot: JobSnapshot }) {
  const t = useTranslate();
  const format = useFormat();
  const { createdAt, endedAt, bytesSent = 0, sha256, rows = {} } = snapshot;
  const seconds = secondsBetween(createdAt, endedAt ?? createdAt);

  const facts: Array<[string, string]> = [
    [t('summary.size'), format.bytes(bytesSent)],
    [t('summary.time'), t('summary.time.value', { duration: format.duration(seconds) })],
  ];
  return (
    <Stack>
      <Facts facts={facts} />
      {sha256 && <WholeChecksum sha256={sha256} />}
      {Object.keys(rows).length > 0 && <RowsOfTypes rows={rows} />}
    </Stack>
  );
}

function RowsOfTypes({ rows }: { rows: Record<string, number> }) {
  const t = useTranslate();
  const format = useFormat();
  const { data = [] } = useContentTypes();
  const nameOf = (uid: string) => data.find((type) => type.uid === uid)?.name ?? uid;

  const types = Object.entries(rows);
  const entries = types.reduce((sum, [, count]) => sum + count, 0);
  const title = t('summary.rows');
  return (
    <FoldedList
      items={[
        {
          id: 'rows',
          title,
          summary: t('summary.rows.hint', { entries, types: types.length }),
          children: (
            <DataTable
              label={title}
              columns={[
                { name: t('changes.content.name') },
                { name: t('summary.entries'), numeric: true },
              ]}
              rows={types
                .map(([uid, count]) => ({ id: uid, cells: [nameOf(uid), format.count(count)] }))
                .sort((a, b) => a.cells[0]!.localeCompare(b.cells[0]!))}
            />
          ),
        },
      ]}
    />
  );
}
