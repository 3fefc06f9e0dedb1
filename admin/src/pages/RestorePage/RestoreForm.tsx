import type { FormEvent, ReactNode } from 'react';
import type { UseQueryResult } from 'react-query';
import type { Report, UploadCreated } from '../../../../shared/contract';
import { toFailure } from '../../api/failure';
import type { Strategies } from '../../api/strategies';
import { useStartRestore } from '../../api/restores';
import { ErrorBanner } from '../../components/ErrorBanner';
import { Stack } from '../../components/Stack';
import { useFocusOnError } from '../../components/useFocusOnError';
import { useTranslate } from '../../translations/useTranslate';
import { ConfirmRestore } from './ConfirmRestore';
import { ExportFirst } from './ExportFirst';
import { RestoreActions } from './RestoreActions';
import { Selection } from './Selection';
import type { Choice } from './useChoice';

interface RestoreFormProps {
  upload: UploadCreated;
  strategies: Strategies;
  choice: Choice;
  report: UseQueryResult<Report>;
  /** Whether the restore waits to be confirmed. */
  asking: boolean;
  onAsk: (asking: boolean) => void;
  /** What the restore would change; stands between the choice and the button. */
  children: ReactNode;
}

export function RestoreForm({ upload, strategies, choice, ...props }: RestoreFormProps) {
  const { report, asking, onAsk, children } = props;
  const t = useTranslate();
  const form = useFocusOnError(choice.errors);
  const start = useStartRestore();
  // Another choice may be blocked where the last one was not.
  const blockers = report.isPreviousData ? undefined : report.data?.blockers;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    onAsk(choice.check());
  };

  const restore = (options: { safetyCopy: boolean }) =>
    start.mutate(
      { upload: upload.id, ...strategies, ...choice.filter, ...options },
      { onError: () => onAsk(false) },
    );

  return (
    <>
      <form ref={form} onSubmit={submit} noValidate>
        <Stack gap={6}>
          <Selection choice={choice} />
          {children}
          <ExportFirst />
          {start.isError && (
            <ErrorBanner failure={toFailure(start.error)} title={t('select.startFailed')} />
          )}
          <RestoreActions upload={upload.id} blockers={blockers} />
        </Stack>
      </form>
      {asking && (
        <ConfirmRestore
          archive={upload.archive}
          project={upload.report.project}
          selection={choice.selection}
          offered={choice.offered}
          emptied={choice.emptied}
          busy={start.isLoading}
          onCancel={() => onAsk(false)}
          onConfirm={restore}
        />
      )}
    </>
  );
}
