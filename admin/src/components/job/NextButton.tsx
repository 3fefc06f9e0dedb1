import type { JobKind } from '../../../../shared/contract';
import { useActiveJob, useStagedUpload } from '../../api/shared';
import { Button, Flex } from '../../host';
import { useTranslate } from '../../translations/useTranslate';

/** Puts an ended job aside and goes back to the form. */
export function NextButton({ kind }: { kind: JobKind }) {
  const t = useTranslate();
  const [, setActiveJob] = useActiveJob();
  const [staged] = useStagedUpload();
  const canRetry = kind === 'restore' && staged !== null;

  return (
    <Flex>
      <Button variant="secondary" size="L" onClick={() => setActiveJob(null)}>
        {canRetry ? t('restore.back') : t(`${kind}.again`)}
      </Button>
    </Flex>
  );
}
