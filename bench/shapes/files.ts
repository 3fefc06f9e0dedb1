import { noise, prose } from './bytes';
import { type Asset, type Entity, type Link, documentId, localization, row } from './content';

export interface FileOptions {
  folder: number;
  bytes: number;
  /** Bytes like those of a photograph, or like those of a text. */
  kind: 'photo' | 'text';
}

const FILE = 'plugin::upload.file';
const FOLDER = 'plugin::upload.folder';
const KINDS = {
  photo: { ext: '.jpg', mime: 'image/jpeg', content: noise },
  text: { ext: '.csv', mime: 'text/csv', content: prose },
};

/** A file of the media library, with its bytes. */
export function fileAsset(id: number, { folder, bytes, kind }: FileOptions): Asset {
  const { ext, mime, content } = KINDS[kind];
  const hash = `bench_${String(id).padStart(8, '0')}`;
  const data = row(documentId('file', id), {
    name: `${hash}${ext}`,
    alternativeText: null,
    caption: null,
    focalPoint: null,
    width: null,
    height: null,
    formats: null,
    hash,
    ext,
    mime,
    size: Math.round(bytes / 10) / 100,
    url: `/uploads/${hash}${ext}`,
    previewUrl: null,
    provider: 'local',
    provider_metadata: null,
    folderPath: `/${folder}`,
  });
  return { file: { type: FILE, id, data }, bytes, content: () => content(id, bytes) };
}

export function folderEntity(id: number): Entity {
  const data = row(documentId('folder', id), { name: `Folder ${id}`, pathId: id, path: `/${id}` });
  return { type: FOLDER, id, data };
}

/** @returns which folder holds a file, as links, and what every row has */
export function* libraryLinks(
  assets: Iterable<Asset>,
  folders: Iterable<Entity>,
  folderOf: (id: number) => number,
): Generator<Link> {
  const filesIn = new Map<number, number>();
  for (const { file } of assets) {
    const folder = folderOf(file.id);
    const pos = (filesIn.get(folder) ?? 0) + 1;
    filesIn.set(folder, pos);
    yield {
      kind: 'relation.basic',
      relation: 'manyToOne',
      left: { type: FILE, field: 'folder', ref: file.id },
      right: { type: FOLDER, field: 'files', ref: folder, pos },
    };
    yield* localization(file);
  }
  for (const folder of folders) yield* localization(folder);
}

/** A field that shows a file. */
export function fileLink(
  file: number,
  owner: { type: string; ref: number; field: string },
  pos = 1,
): Link {
  return {
    kind: 'relation.morph',
    relation: 'morphToMany',
    left: { type: FILE, field: 'related', ref: file },
    right: { ...owner, pos },
  };
}
