import type { Core } from '@strapi/types';
import type { ContentTypeInfo } from '../../../shared/contract';
import { hostOf } from '../host/host';
import { FILE_UID } from '../transfer/filter';

export interface ContentTypes {
  /** What `onlyContentTypes` and `excludeContentTypes` may name to any effect: the site's own types first, by name. */
  list(): Promise<ContentTypeInfo[]>;
}

export function createContentTypes(strapi: Core.Strapi): ContentTypes {
  const { isIgnoredType } = hostOf(strapi);

  return {
    async list() {
      const types: ContentTypeInfo[] = [];
      for (const { uid, info } of Object.values(strapi.contentTypes)) {
        if (isIgnoredType(uid)) continue;
        types.push({
          uid,
          name: info.displayName,
          entries: await strapi.db.query(uid).count(),
          bringsFiles: uid === FILE_UID,
        });
      }
      return types.sort(
        (a, b) => Number(isOwn(b)) - Number(isOwn(a)) || a.name.localeCompare(b.name),
      );
    },
  };
}

/** Of the site's own code, not of a plugin. */
const isOwn = ({ uid }: ContentTypeInfo): boolean => uid.startsWith('api::');
