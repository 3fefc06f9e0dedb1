import type { Shape } from './content';
import { fileAsset, folderEntity, libraryLinks } from './files';

const BYTES = 2_000_000_000;

/** One file of two gigabytes that can't be compressed. */
export const huge: Shape = {
  name: 'huge',
  describe: (scale) => `one file of ${(BYTES * scale) / 1e6} MB`,
  content(scale) {
    const asset = fileAsset(1, { folder: 1, bytes: Math.round(BYTES * scale), kind: 'photo' });
    const folder = folderEntity(1);
    return {
      entities: () => [asset.file, folder],
      assets: () => [asset],
      links: () => libraryLinks([asset], [folder], () => 1),
    };
  },
};
