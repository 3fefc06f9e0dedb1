import type { ReactElement } from 'react';
import type { Report } from '../../../../../shared/contract';
import { FoldedList } from '../../../components/FoldedList';
import { NeverHeld } from '../../../components/NeverHeld';
import { Panel } from '../../../components/Panel';
import { useFormat } from '../../../format/useFormat';
import { Typography } from '../../../host';
import { useTranslate } from '../../../translations/useTranslate';
import { SchemaDifferences } from '../SchemaDifferences';
import { ContentChanges } from './ContentChanges';
import { DiskSpace } from './DiskSpace';
import { FileChanges } from './FileChanges';
import { useSummaries } from './useSummaries';
import { Versions } from './Versions';

interface ChangesProps {
  report: Report;
  /** The figures are those of another choice; new ones are on their way. */
  outdated: boolean;
  /** When the archive was made, where it says so. */
  madeAt: string | null;
}

/** What a restore would do to this site: a line each, with the details folded. */
export function Changes({ report, outdated, madeAt }: ChangesProps) {
  const t = useTranslate();
  const format = useFormat();
  const summaries = useSummaries(report);

  const details: Array<[keyof typeof summaries, ReactElement]> = [
    ['content', <ContentChanges types={report.contentTypes} />],
    ['files', <FileChanges files={report.files} />],
    ['versions', <Versions versions={report.versions} />],
    ['schemas', <SchemaDifferences {...report.schemas} />],
    ['neverHeld', <NeverHeld codes={report.neverHeld} hint={t('changes.neverHeld.hint')} />],
    ['disk', <DiskSpace disk={report.disk} />],
  ];
  const items = details
    .filter(([id]) => id !== 'schemas' || hasMoreDifferences(report))
    .map(([id, children]) => ({
      id,
      title: t(`changes.${id}`),
      summary: summaries[id],
      children,
    }));

  return (
    <Panel title={t('changes.title')} hint={t(outdated ? 'changes.updating' : 'changes.hint')}>
      {madeAt && (
        <Typography fontWeight="bold">
          {t('changes.replaced', { date: format.dateTime(madeAt) })}
        </Typography>
      )}
      <FoldedList items={items} />
    </Panel>
  );
}

/** Those that forbid the restore are told where it says so. */
function hasMoreDifferences({ schemas, blockers }: Report): boolean {
  const told = blockers.find(({ details }) => details.code === 'schemaMismatch')?.details.total;
  return schemas.total > 0 && schemas.total !== told;
}
