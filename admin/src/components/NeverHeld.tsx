import type { NeverHeld as Code } from '../../../shared/contract';
import { Typography } from '../host';
import { useTranslate } from '../translations/useTranslate';
import { BulletList } from './BulletList';
import { Stack } from './Stack';

/** What no backup brings back, so that nobody counts on it. */
export function NeverHeld({ codes, hint }: { codes: readonly Code[]; hint: string }) {
  const t = useTranslate();

  return (
    <Stack gap={2}>
      <BulletList items={codes.map((code) => t(`neverHeld.${code}`))} />
      <Typography variant="pi" textColor="neutral600">
        {hint}
      </Typography>
    </Stack>
  );
}
