import { useMutation, useQuery } from 'react-query';
import type {
  JobCreated,
  Report,
  RestoreOptions,
  SchemaStrategy,
  UploadCreated,
  VersionStrategy,
} from '../../../shared/contract';
import { useHttp } from '../host';
import { useActiveJob, useStagedUpload } from './shared';

export interface Strategies {
  versionStrategy: VersionStrategy;
  schemaStrategy: SchemaStrategy;
}

export const STRICTEST: Strategies = { versionStrategy: 'exact', schemaStrategy: 'exact' };

/** What a restore of the upload would meet. The upload's own answer holds the first one. */
export function useReport({ id, report }: UploadCreated, strategies: Strategies) {
  const http = useHttp();
  const { versionStrategy, schemaStrategy } = strategies;
  const isFirst =
    report.versionStrategy === versionStrategy && report.schemaStrategy === schemaStrategy;

  return useQuery(
    ['report', id, versionStrategy, schemaStrategy],
    () => {
      const query = new URLSearchParams({ versionStrategy, schemaStrategy });
      return http.get<Report>(`/lifeboat/uploads/${encodeURIComponent(id)}/report?${query}`);
    },
    { staleTime: Infinity, ...(isFirst && { initialData: report }) },
  );
}

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

  return useMutation(
    (options: RestoreOptions) => http.post<JobCreated>('/lifeboat/restores', options),
    {
      onSuccess: ({ id, ticket }) => {
        setActiveJob({ id, kind: 'restore', ticket, filename: staged?.archive.filename });
      },
    },
  );
}
