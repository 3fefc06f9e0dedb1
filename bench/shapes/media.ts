import { type Asset, type Shape, scaled } from './content';
import { fileAsset, folderEntity, libraryLinks } from './files';

const SMALL_FILES = 5000;
const LARGE_FILES = 200;
const LARGE_BYTES = 5_000_000;
const FOLDERS = 20;

/** A media library: many small files, and some large ones that make up nearly all of the bytes. */
export const media: Shape = {
  name: 'media',
  describe(scale) {
    const [small, large] = [scaled(SMALL_FILES, scale, 10), scaled(LARGE_FILES, scale, 4)];
    return `${small} files of 1 to 16 KB and ${large} of ${LARGE_BYTES / 1e6} MB`;
  },
  content(scale) {
    const small = scaled(SMALL_FILES, scale, 10);
    const large = scaled(LARGE_FILES, scale, 4);
    const folderOf = (id: number): number => (id % FOLDERS) + 1;

    function* assets(): Generator<Asset> {
      for (let id = 1; id <= small + large; id += 1) {
        const isSmall = id <= small;
        // Half of the small files and a quarter of the large ones can be compressed.
        const kind = id % (isSmall ? 2 : 4) === 0 ? 'text' : 'photo';
        const bytes = isSmall ? 1000 + ((id * 7919) % 15_000) : LARGE_BYTES;
        yield fileAsset(id, { folder: folderOf(id), bytes, kind });
      }
    }
    const folders = Array.from({ length: FOLDERS }, (_, index) => folderEntity(index + 1));
    return {
      *entities() {
        for (const { file } of assets()) yield file;
        yield* folders;
      },
      assets,
      links: () => libraryLinks(assets(), folders, folderOf),
    };
  },
};
