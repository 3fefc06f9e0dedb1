import { useCallback, useEffect, useRef, useState } from 'react';
import type { TransferEstimate } from '../format/speed';
import { createSpeedometer } from '../format/speed';
import { useBackend } from '../host';
import type { Failure } from './failure';
import { toFailure } from './failure';
import { useStagedUpload } from './shared';
import type { UploadRequest } from './upload';
import { sendUpload, UploadAborted } from './upload';

export type UploadState =
  | { phase: 'idle'; failure: Failure | null }
  | ({ phase: 'sending'; filename: string; sent: number; total: number } & TransferEstimate)
  | { phase: 'checking'; filename: string };

const IDLE: UploadState = { phase: 'idle', failure: null };

/** One upload at a time; leaving the page stops it. */
export function useUpload() {
  const backend = useBackend();
  const [, setStaged] = useStagedUpload();
  const [state, setState] = useState<UploadState>(IDLE);
  const stop = useRef<(() => void) | null>(null);

  useEffect(() => () => stop.current?.(), []);

  const start = useCallback(
    /** @returns whether the archive is on the server now */
    async (request: UploadRequest): Promise<boolean> => {
      const measure = createSpeedometer();
      const filename = request.file.name;
      const report = (sent: number, total: number) =>
        setState({ phase: 'sending', filename, sent, total, ...measure(sent, total, Date.now()) });
      let stopped = false;
      stop.current = () => (stopped = true);
      report(0, request.file.size);

      try {
        const token = await backend.getToken();
        if (stopped) throw new UploadAborted();
        const { created, abort } = sendUpload(backend.url, token, request, {
          onProgress: report,
          onSent: () => setState({ phase: 'checking', filename }),
        });
        stop.current = abort;
        setStaged(await created);
        setState(IDLE);
        return true;
      } catch (error) {
        const failure = error instanceof UploadAborted ? null : toFailure(error);
        setState({ phase: 'idle', failure });
        return false;
      } finally {
        stop.current = null;
      }
    },
    [backend, setStaged],
  );

  return { state, start, cancel: useCallback(() => stop.current?.(), []) };
}
