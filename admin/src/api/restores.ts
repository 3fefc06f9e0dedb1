import { useMutation, useQuery } from 'react-query';
import type {
  JobCreated,
  JobSnapshot,
  Report,
  ReportOptions,
  RestoreOptions,
  UploadCreated,
} from '../../../shared/contract';
import { useHttp } from '../host';
import { useRefetchWhenBusy } from './jobs';
import { useActiveJob, useStagedUpload } from './shared';
import type { Strategies } from './strategies';

/** What a restore of the upload would do. The upload's own answer holds the first report, of all there is. */
export function useReport({ id, report }: UploadCreated, options: ReportOptions) {
  const http = useHttp();
  const { versionStrategy, schemaStrategy, ...filter } = options;
  const isFirst = judgesBy(report, options) && Object.keys(filter).length === 0;

  return useQuery(
    ['report', id, options],
    () => {
      const query = new URLSearchParams({ versionStrategy, schemaStrategy });
      for (const [name, list] of Object.entries(filter)) query.set(name, list.join(','));
      return http.get<Report>(`/lifeboat/uploads/${encodeURIComponent(id)}/report?${query}`);
    },
    // While the figures of another choice are asked for, those of the last one stay.
    { staleTime: Infinity, keepPreviousData: true, ...(isFirst && { initialData: report }) },
  );
}

/** Whether a report was made by these strategies. */
export const judgesBy = (report: Report, { versionStrategy, schemaStrategy }: Strategies) =>
  report.versionStrategy === versionStrategy && report.schemaStrategy === schemaStrategy;

export function useDropUpload() {
  const http = useHttp();
  const [, setStaged] = useStagedUpload();
  return useMutation((id: string) => http.del(`/lifeboat/uploads/${encodeURIComponent(id)}`), {
    // Even when the server does not answer: it drops what is left over by itself.
    onSettled: () => setStaged(null),
  });
}

export function useStartRestore() {
  const http = useHttp();
  const [staged] = useStagedUpload();
  const [, setActiveJob] = useActiveJob();
  const onError = useRefetchWhenBusy();

  return useMutation(
    (options: RestoreOptions) => http.post<JobCreated>('/lifeboat/restores', options),
    {
      onSuccess: ({ id, ticket }) => {
        setActiveJob({ id, kind: 'restore', ticket, filename: staged?.archive.filename });
      },
      onError,
    },
  );
}

/** Brings back what the restore's safety copy holds. */
export function useUndoRestore() {
  const http = useHttp();
  const [, setActiveJob] = useActiveJob();
  const onError = useRefetchWhenBusy();

  return useMutation(
    ({ id }: JobSnapshot) =>
      http.post<JobCreated>(`/lifeboat/restores/${encodeURIComponent(id)}/undo`, {}),
    {
      onSuccess: ({ id, ticket }, { filename }) => {
        setActiveJob({ id, kind: 'restore', ticket, filename });
      },
      onError,
    },
  );
}
