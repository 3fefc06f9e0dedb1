import type { JobSnapshot } from '../../../../shared/contract';
import { Typography } from '../../host';
import { LINE_HEIGHT } from '../lineHeight';
import { useTranslate } from '../../translations/useTranslate';

/** What a running restore is at; screen readers hear of each new step. */
export function StepLine({ snapshot: { step, undoes } }: { snapshot: JobSnapshot }) {
  const t = useTranslate();
  const text = step === 'unpack' && undoes ? t('step.unpack.undo') : step && t(`step.${step}`);

  // There from the start: what appears together with its text is not announced everywhere.
  return (
    <div role="status" style={{ minHeight: LINE_HEIGHT }}>
      {text && (
        <Typography fontWeight="bold" textColor="neutral800">
          {text}
        </Typography>
      )}
    </div>
  );
}
