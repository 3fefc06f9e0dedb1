import type { ApiErrorBody } from '../../../../shared/contract';
import { useDropUpload } from '../../api/restores';
import { Stack } from '../../components/Stack';
import { useFormat } from '../../format/useFormat';
import { Button, Flex, Typography } from '../../host';
import { useTranslate } from '../../translations/useTranslate';
import { blockerKind } from './blockers';

interface RestoreActionsProps {
  upload: string;
  /** What forbids the restore; undefined while that is being found out. */
  blockers: ApiErrorBody[] | undefined;
}

const REASON_ID = 'restore-blocked';

/** The buttons below the report; the first one says why it can't be used. */
export function RestoreActions({ upload, blockers }: RestoreActionsProps) {
  const t = useTranslate();
  const format = useFormat();
  const drop = useDropUpload();
  const isBlocked = blockers !== undefined && blockers.length > 0;

  return (
    <Stack gap={3}>
      <Flex gap={3} wrap="wrap">
        <Button
          type="submit"
          size="L"
          disabled={blockers === undefined || isBlocked || drop.isLoading}
          aria-describedby={isBlocked ? REASON_ID : undefined}
        >
          {t('select.submit')}
        </Button>
        <Button
          variant="tertiary"
          size="L"
          loading={drop.isLoading}
          onClick={() => drop.mutate(upload)}
        >
          {t('restore.another')}
        </Button>
      </Flex>
      {isBlocked && (
        <Typography id={REASON_ID} textColor="neutral600">
          {t('select.blocked', {
            reasons: format.list(
              blockers.map(blockerKind).map((kind) => t(`report.reason.${kind}`)),
            ),
            place: t('report.title'),
          })}
        </Typography>
      )}
    </Stack>
  );
}
