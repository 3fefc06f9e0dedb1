import type { UploadStatus } from '../../../../shared/contract';
import type { TransferEstimate } from '../../format/speed';
import type { Failure } from '../failure';
import type { LineState } from './sender';

/** What becomes an upload: a file of this computer, one in the server's folder, or one that is on the server. */
export type Source =
  | { file: File; key: string }
  | { serverFile: { filename: string; size: number }; key: string }
  | { status: UploadStatus };

export interface UploadView extends TransferEstimate {
  filename: string;
  size: number;
  /** Null when nothing is sent from here. */
  line: LineState | null;
  /** Bytes that have left the browser. */
  sent: number;
  /** Bytes that are on the server for certain. */
  confirmed: number;
  /** As the server last told it; null until there is an upload. */
  status: UploadStatus | null;
  /** The server does not answer just now. */
  unanswered: boolean;
  keyFailure: Failure | null;
  /** What on the server has to be mended, a full disk say, before it can go on. What has arrived is kept. */
  serverFailure: Failure | null;
}

/** Before anything is known. */
export function viewOf(source: Source): UploadView {
  const { name: filename, size } =
    'file' in source
      ? source.file
      : 'serverFile' in source
        ? { name: source.serverFile.filename, size: source.serverFile.size }
        : { name: source.status.filename, size: source.status.size };
  return {
    filename,
    size,
    line: 'file' in source ? 'sending' : null,
    sent: 0,
    confirmed: 0,
    speed: null,
    secondsLeft: null,
    status: null,
    unanswered: false,
    keyFailure: null,
    serverFailure: null,
  };
}
