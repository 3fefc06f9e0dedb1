import type {
  ArchiveSummary,
  Report,
  ServerArchiveOptions,
  ServerArchives,
  UploadSpace,
  UploadStatus,
} from '../../../../shared/contract';
import { TUS_PATH } from '../../../../shared/contract';
import type { HttpClient } from '../../host';
import { RequestError, toFailure } from '../failure';
import { STRICTEST } from '../strategies';
import { askWithTicket } from '../ticket';

/** An archive that was read to its last byte. */
export type ReadyUpload = UploadStatus & { archive: ArchiveSummary };

export const isReady = (status: UploadStatus): status is ReadyUpload =>
  status.state === 'ready' && status.archive !== undefined;

/** What the server can't read an archive without; the only failures that a person can mend on the way. */
export type KeyProblem = 'keyWrong' | 'keyMissing';

export function keyProblemOf({ state, error }: UploadStatus): KeyProblem | null {
  const code = state === 'failed' ? error?.details.code : undefined;
  return code === 'keyWrong' || code === 'keyMissing' ? code : null;
}

/** What another look at it would not change. */
export const isLost = (status: UploadStatus) =>
  status.state === 'failed' && keyProblemOf(status) === null && !status.canRetry;

export const isWhole = ({ received, size }: UploadStatus) => received >= size;

/** The upload among those on the server that a file belongs to; the one with most of it. */
export function findUploadOf(
  uploads: UploadStatus[],
  size: number,
  fingerprint: string,
): UploadStatus | null {
  const same = uploads.filter(
    (upload) =>
      upload.from === 'browser' &&
      upload.size === size &&
      upload.fingerprint === fingerprint &&
      !isLost(upload),
  );
  return same.sort((a, b) => b.received - a.received)[0] ?? null;
}

export const tusUrl = (backendURL: string, id = '') =>
  `${backendURL}${TUS_PATH}${id && `/${encodeURIComponent(id)}`}`;

export const idOfTusUrl = (url: string) => decodeURIComponent(url.replace(/^.*\//, ''));

/** The server's side of uploads, but for their bytes. */
export function createUploadsApi(http: HttpClient, backendURL: string) {
  const path = (id: string) => `/lifeboat/uploads/${encodeURIComponent(id)}`;

  return {
    list: () => http.get<UploadStatus[]>('/lifeboat/uploads'),
    space: () => http.get<UploadSpace>('/lifeboat/upload-space'),
    /** By the upload's ticket, which spares the server a login each time; by a login when it holds no more. */
    async status(id: string, ticket: string | null): Promise<UploadStatus> {
      if (ticket !== null) {
        const asked = askWithTicket<UploadStatus>(backendURL, path(id), ticket);
        const answer = await asked.catch(toFailure);
        if ('state' in answer) return answer;
        if (answer.status !== 401) throw new RequestError(answer);
      }
      return http.get<UploadStatus>(path(id));
    },
    giveKey: (id: string, key: string) => http.put<UploadStatus>(`${path(id)}/key`, { key }),
    retry: (id: string) => http.post<UploadStatus>(`${path(id)}/retry`, {}),
    discard: (id: string) => http.del(path(id)),
    report: (id: string) =>
      http.get<Report>(`${path(id)}/report?${new URLSearchParams({ ...STRICTEST })}`),
    serverArchives: () => http.get<ServerArchives>('/lifeboat/server-archives'),
    openServerArchive: (options: ServerArchiveOptions) =>
      http.post<UploadStatus>('/lifeboat/server-archives', options),
  };
}

export type UploadsApi = ReturnType<typeof createUploadsApi>;
