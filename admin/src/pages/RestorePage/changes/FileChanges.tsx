import type { FileChanges as Changes, FileTotals } from '../../../../../shared/contract';
import { BulletList } from '../../../components/BulletList';
import { Facts } from '../../../components/Facts';
import { Stack } from '../../../components/Stack';
import { useFormat } from '../../../format/useFormat';
import { Box, Typography } from '../../../host';
import { useTranslate } from '../../../translations/useTranslate';

/** Files now and afterwards, where they are kept, and which go. */
export function FileChanges({ files }: { files: Changes }) {
  const t = useTranslate();
  const format = useFormat();
  const { provider, now, after, deleted, deletedNames, replaced } = files;
  const totals = ({ count, bytes }: FileTotals) =>
    t('archive.assets.value', { count, size: format.bytes(bytes) });

  return (
    <Stack>
      <Facts
        facts={[
          [t('changes.files.now'), totals(now)],
          [t('changes.files.after'), totals(after)],
          [t('changes.files.deleted'), totals(deleted)],
          [t('changes.files.replaced'), format.count(replaced)],
          [
            t('changes.files.storage'),
            provider === 'local' ? t('changes.files.storage.local') : provider,
          ],
        ]}
      />
      {deletedNames.length > 0 && (
        <div>
          <Typography tag="p" fontWeight="bold" textColor="danger600">
            {t('changes.files.deletedNames', { count: deletedNames.length })}
          </Typography>
          <Box maxHeight="200px" overflow="auto" tabIndex={0} paddingTop={1}>
            <BulletList items={deletedNames} />
          </Box>
        </div>
      )}
      <Typography variant="pi" textColor="neutral600">
        {t('changes.files.versions')}
      </Typography>
    </Stack>
  );
}
