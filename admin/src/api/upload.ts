import type { SchemaStrategy, UploadCreated, VersionStrategy } from '../../../shared/contract';
import { failureOfBody, NO_ANSWER, RequestError } from './failure';

export interface UploadRequest {
  file: File;
  /** Empty for an archive that is not encrypted. */
  key: string;
  versionStrategy: VersionStrategy;
  schemaStrategy: SchemaStrategy;
}

interface UploadHandlers {
  onProgress(sent: number, total: number): void;
  /** All is sent; the server still unpacks and checks. */
  onSent(): void;
}

/** Sends an archive. By XMLHttpRequest, since `fetch` tells nothing of how much it has sent. */
export function sendUpload(
  backendURL: string,
  token: string | null,
  request: UploadRequest,
  { onProgress, onSent }: UploadHandlers,
) {
  const xhr = new XMLHttpRequest();

  const created = new Promise<UploadCreated>((resolve, reject) => {
    xhr.upload.onprogress = (event) => onProgress(event.loaded, event.total);
    xhr.upload.onload = onSent;
    xhr.onload = () => {
      const body = parse(xhr.responseText);
      if (xhr.status === 201) resolve((body as { data: UploadCreated }).data);
      else reject(new RequestError(failureOfBody(body, xhr.status)));
    };
    xhr.onerror = () => reject(new RequestError(NO_ANSWER));
    xhr.ontimeout = xhr.onerror;
    xhr.onabort = () => reject(new UploadAborted());

    xhr.open('POST', `${backendURL}/lifeboat/uploads`);
    xhr.setRequestHeader('Accept', 'application/json');
    if (token) xhr.setRequestHeader('Authorization', `Bearer ${token}`);
    xhr.send(formData(request));
  });

  return { created, abort: () => xhr.abort() };
}

/** The person stopped it; no error to show. */
export class UploadAborted extends Error {}

/** The server reads the parts as they arrive, and needs the fields before the file. */
function formData({ file, key, versionStrategy, schemaStrategy }: UploadRequest) {
  const form = new FormData();
  if (key) form.append('key', key);
  form.append('versionStrategy', versionStrategy);
  form.append('schemaStrategy', schemaStrategy);
  form.append('file', file, file.name);
  return form;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
