import type { JobKind, UploadCreated } from '../../../shared/contract';
import { useCallback } from 'react';
import { useQuery, useQueryClient } from 'react-query';

/** State that outlives the page which set it, until the browser tab reloads. */
function useShared<T>(name: string): [T | null, (value: T | null) => void] {
  const client = useQueryClient();
  const { data } = useQuery<T | null>(['shared', name], {
    enabled: false,
    initialData: null,
    staleTime: Infinity,
    cacheTime: Infinity,
  });
  const set = useCallback(
    (value: T | null) => client.setQueryData<T | null>(['shared', name], value),
    [client, name],
  );
  return [data ?? null, set];
}

/** The job that the pages follow. */
export interface ActiveJob {
  id: string;
  kind: JobKind;
  /** Missing when somebody else started it. */
  ticket?: string;
  startedBy?: string;
  filename?: string;
  /** Whole URL of an export's archive, good for one download. */
  downloadUrl?: string;
  /** Kept in this tab's memory only, so that whoever just made it can still copy it. */
  key?: string;
}

/** One at a time, as on the server, so both pages share it. */
export const useActiveJob = () => useShared<ActiveJob>('active-job');

/** The key of the last export of this tab: whoever comes back to look it up must not find another in its place. */
export const useExportKey = () => useShared<string>('export-key');

/** The archive uploaded and checked, not restored yet. */
export const useStagedUpload = () => useShared<UploadCreated>('staged-upload');
