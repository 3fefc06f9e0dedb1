import { useMutation } from 'react-query';
import type { ExportCreated, ExportOptions } from '../../../shared/contract';
import { useBackend, useHttp } from '../host';
import { startDownload } from './download';
import { useRefetchWhenBusy } from './jobs';
import { useActiveJob, useExportKey } from './shared';

/** Starts an export: the job begins when the browser asks for its download. */
export function useStartExport() {
  const http = useHttp();
  const { url } = useBackend();
  const [, setActiveJob] = useActiveJob();
  const [, keepKey] = useExportKey();
  const onError = useRefetchWhenBusy();

  return useMutation(
    (options: ExportOptions) => http.post<ExportCreated>('/lifeboat/exports', options),
    {
      onSuccess: ({ id, ticket, filename, downloadUrl }, { key }) => {
        if (key) keepKey(key);
        const whole = url + downloadUrl;
        setActiveJob({ id, kind: 'export', ticket, filename, downloadUrl: whole, key });
        startDownload(whole);
      },
      onError,
    },
  );
}
