import { useState } from 'react';
import { DataTable } from '../../components/DataTable';
import { useFormat } from '../../format/useFormat';
import { Box, Button, Flex, Typography } from '../../host';
import { useTranslate } from '../../translations/useTranslate';
import { countsByType } from './contentTypes';

const SHOWN_AT_FIRST = 6;

export function ContentTypeTable({ entities }: { entities: Record<string, number> }) {
  const t = useTranslate();
  const format = useFormat();
  const [all, setAll] = useState(false);

  const types = countsByType(entities);
  if (types.length === 0) {
    return <Typography textColor="neutral600">{t('archive.types.none')}</Typography>;
  }

  const shown = all ? types : types.slice(0, SHOWN_AT_FIRST);
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <DataTable
        label={t('archive.types.caption')}
        columns={[
          { name: t('archive.types.name') },
          { name: t('archive.types.count'), numeric: true },
        ]}
        rows={shown.map(({ uid, name, count }) => ({
          id: uid,
          cells: [
            <Flex key="name" gap={2} wrap="wrap" alignItems="baseline">
              <Typography textColor="neutral800">{name}</Typography>
              <Typography variant="pi" textColor="neutral600">
                {uid}
              </Typography>
            </Flex>,
            format.count(count),
          ],
        }))}
      />
      {types.length > SHOWN_AT_FIRST && (
        <Box>
          <Button variant="tertiary" aria-expanded={all} onClick={() => setAll(!all)}>
            {all ? t('archive.types.fewer') : t('archive.types.more', { count: types.length })}
          </Button>
        </Box>
      )}
    </Flex>
  );
}
