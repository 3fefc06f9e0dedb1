import type { NeverHeld as Code } from '../../../../../shared/contract';
import { BulletList } from '../../../components/BulletList';
import { Stack } from '../../../components/Stack';
import { Typography } from '../../../host';
import { useTranslate } from '../../../translations/useTranslate';

/** What no backup brings back, so that nobody counts on it. */
export function NeverHeld({ codes }: { codes: Code[] }) {
  const t = useTranslate();

  return (
    <Stack gap={2}>
      <BulletList items={codes.map((code) => t(`neverHeld.${code}`))} />
      <Typography variant="pi" textColor="neutral600">
        {t('changes.neverHeld.hint')}
      </Typography>
    </Stack>
  );
}
