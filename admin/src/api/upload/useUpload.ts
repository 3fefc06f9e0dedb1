import { useCallback, useEffect, useRef, useState } from 'react';
import { useBackend, useHttp } from '../../host';
import type { Failure } from '../failure';
import { toFailure } from '../failure';
import { useStagedUpload } from '../shared';
import { createPace } from './pace';
import type { Run, Source, UploadView } from './run';
import { createRun, UploadAborted } from './run';
import { createTokenSource } from './token';
import { createUploadsApi } from './uploads';

export interface UploadState {
  /** Of the upload under way. */
  view: UploadView | null;
  /** Why the last one did not succeed. */
  failure: Failure | null;
}

const IDLE: UploadState = { view: null, failure: null };

/** One upload at a time; leaving the page stops it, and what has arrived stays on the server. */
export function useUpload() {
  const backend = useBackend();
  const http = useHttp();
  const [, setStaged] = useStagedUpload();
  const [state, setState] = useState<UploadState>(IDLE);
  const run = useRef<Run | null>(null);

  useEffect(() => () => run.current?.leave(), []);

  const start = useCallback(
    /** @returns whether the archive is ready to be restored now */
    async (source: Source): Promise<boolean> => {
      const api = createUploadsApi(http, backend.url);
      const tokens = createTokenSource(backend.getToken);
      const pace = createPace((view) => setState({ view, failure: null }));
      const tools = { api, backendURL: backend.url, tokens };
      const current = createRun(source, tools, pace.tell);
      run.current = current;
      try {
        const upload = await current.done;
        pace.stop();
        setStaged(upload);
        setState(IDLE);
        return true;
      } catch (error) {
        pace.stop();
        const failure = error instanceof UploadAborted ? null : toFailure(error);
        setState({ view: null, failure });
        return false;
      } finally {
        run.current = null;
      }
    },
    [backend, http, setStaged],
  );

  return {
    state,
    start,
    pause: useCallback(() => run.current?.pause(), []),
    resume: useCallback(() => run.current?.resume(), []),
    cancel: useCallback(() => run.current?.cancel(), []),
    tryAgain: useCallback(() => void run.current?.tryAgain(), []),
    giveKey: useCallback((key: string) => void run.current?.giveKey(key), []),
  };
}
