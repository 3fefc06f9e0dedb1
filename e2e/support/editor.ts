import type { Data, Entity } from './archive-records';
import { HOST } from './host';
import type { Site } from './site';

/** What an editor does in the content manager, of collection types. */

const PATH = '/content-manager/collection-types';

/** How a relation points at an entry. */
export function referenceTo({ id, documentId }: Data): object {
  return HOST.hasDocumentIds ? { documentId } : { id };
}

export async function readEntry(site: Site, { type, id, data }: Entity): Promise<Data> {
  const { documentId, locale } = data;
  const path = `${PATH}/${type}/${nameOf({ id, documentId })}?locale=${String(locale)}`;
  return answered(await site.request(path));
}

export async function createEntry(site: Site, uid: string, data: Data): Promise<Data> {
  return answered(await post(site, `${PATH}/${uid}`, data));
}

export async function publishEntry(site: Site, uid: string, entry: Data): Promise<void> {
  await answered(await post(site, `${PATH}/${uid}/${nameOf(entry)}/actions/publish`, {}));
}

function nameOf({ id, documentId }: Data): string {
  return String(HOST.hasDocumentIds ? documentId : id);
}

function post(site: Site, path: string, body: object): Promise<Response> {
  const headers = { 'Content-Type': 'application/json' };
  return site.request(path, { method: 'POST', headers, body: JSON.stringify(body) });
}

/** Strapi 5 puts an entry into `data`, 4 answers with it alone. */
async function answered(response: Response): Promise<Data> {
  const body = (await response.json()) as Data;
  if (!response.ok) throw new Error(JSON.stringify(body));
  return HOST.hasDocumentIds ? (body.data as Data) : body;
}
