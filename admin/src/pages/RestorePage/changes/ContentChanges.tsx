import type { ContentTypeChange } from '../../../../../shared/contract';
import { DataTable } from '../../../components/DataTable';
import { useFormat } from '../../../format/useFormat';
import { Flex, Typography } from '../../../host';
import { useTranslate } from '../../../translations/useTranslate';
import { fateOf } from './fates';

/** Entries of each content type, now and afterwards. */
export function ContentChanges({ types }: { types: ContentTypeChange[] }) {
  const t = useTranslate();
  const format = useFormat();

  if (types.length === 0) {
    return <Typography textColor="neutral600">{t('changes.content.none')}</Typography>;
  }
  return (
    <>
      <Typography variant="pi" textColor="neutral600">
        {t('changes.content.counted')}
      </Typography>
      <DataTable
        label={t('changes.content.caption')}
        columns={[
          { name: t('changes.content.name') },
          { name: t('changes.content.now'), numeric: true },
          { name: t('changes.content.archive'), numeric: true },
          { name: t('changes.content.after'), numeric: true },
        ]}
        rows={types.map((type) => ({
          id: type.uid,
          cells: [
            <TypeName key="name" type={type} />,
            format.count(type.now),
            format.count(type.archive),
            <Typography
              key="after"
              fontWeight="bold"
              textColor={fateOf(type) === 'deleted' ? 'danger600' : 'neutral800'}
            >
              {format.count(type.after)}
            </Typography>,
          ],
        }))}
      />
    </>
  );
}

const TONES = {
  deleted: 'danger600',
  unknown: 'neutral800',
  untouched: 'neutral600',
} as const;

function TypeName({ type }: { type: ContentTypeChange }) {
  const t = useTranslate();
  const fate = fateOf(type);

  return (
    <Flex direction="column" alignItems="start">
      <Flex gap={2} wrap="wrap" alignItems="baseline">
        <Typography textColor="neutral800">{type.name}</Typography>
        <Typography
          variant="pi"
          textColor="neutral600"
          dir="ltr"
          style={{ overflowWrap: 'anywhere' }}
        >
          {type.uid}
        </Typography>
      </Flex>
      {fate !== 'replaced' && (
        <Typography variant="pi" textColor={TONES[fate]}>
          {t(`changes.content.${fate}`)}
        </Typography>
      )}
    </Flex>
  );
}
