import { useMemo } from 'react';
import { useMutation, useQuery, useQueryClient } from 'react-query';
import type { UploadStatus } from '../../../../shared/contract';
import { useBackend, useHttp } from '../../host';
import { createUploadsApi, isReady } from './uploads';

const OTHER_TAB_MS = 2000;
/** What another tab has paused may go on, and what takes space be discarded. */
const PAUSED_MS = 10_000;
const LIST = ['uploads'];

export function useUploadsApi() {
  const http = useHttp();
  const { url } = useBackend();
  return useMemo(() => createUploadsApi(http, url), [http, url]);
}

/** What this person has on the server and not restored. Never from a cache: it changes with every upload. */
export function useOpenUploads() {
  const api = useUploadsApi();
  return useQuery(LIST, api.list, {
    cacheTime: 0,
    refetchInterval: (uploads = []) => {
      // One that goes on in another tab will be ready, or stop.
      if (uploads.some(({ receiving, state }) => receiving || state === 'checking')) {
        return OTHER_TAB_MS;
      }
      return uploads.some((upload) => !isReady(upload)) && PAUSED_MS;
    },
  });
}

/** How much of the server's disk uploads take that are not complete: this person's, and those of all others. */
export function useUploadSpace(uploads: UploadStatus[]) {
  const api = useUploadsApi();
  // Asked anew whenever the list shows another amount.
  const received = uploads.reduce((sum, upload) => sum + upload.received, 0);
  return useQuery([...LIST, 'space', received], api.space, {
    cacheTime: 0,
    keepPreviousData: true,
    refetchInterval: (space) => space !== undefined && space.own + space.others > 0 && PAUSED_MS,
  });
}

export function useDiscardUpload() {
  const api = useUploadsApi();
  const client = useQueryClient();
  return useMutation(api.discard, { onSettled: () => client.invalidateQueries(LIST) });
}

/** The archives in the server's own folder. */
export function useServerArchives() {
  const api = useUploadsApi();
  return useQuery(['server-archives'], api.serverArchives, { cacheTime: 0 });
}
