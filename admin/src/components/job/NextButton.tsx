import type { JobKind } from '../../../../shared/contract';
import { useActiveJob, useStagedUpload } from '../../api/shared';
import { Button, Flex } from '../../host';
import { useTranslate } from '../../translations/useTranslate';
import type { JobPage } from './JobPanel';

interface NextButtonProps {
  kind: JobKind;
  page: JobPage;
  /** What is restored is not restored again. */
  isDone?: boolean;
}

/** Puts an ended job aside and goes back to what the page is for. */
export function NextButton({ kind, page, isDone = false }: NextButtonProps) {
  const t = useTranslate();
  const [, setActiveJob] = useActiveJob();
  const [staged] = useStagedUpload();
  const canRetry = kind === 'restore' && staged !== null && !isDone;

  const label = canRetry ? t('restore.back') : t(`${kind}.again`);
  return (
    <Flex>
      <Button variant="secondary" size="L" onClick={() => setActiveJob(null)}>
        {page === 'history' ? t('history.back') : label}
      </Button>
    </Flex>
  );
}
