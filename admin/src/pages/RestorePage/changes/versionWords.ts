import type { Translate } from '../../../translations/useTranslate';

/** The Strapi of an archive beside that of this site, in one line. */
export const versionWords = (t: Translate, archive: string, site: string): string =>
  archive === site
    ? t('changes.versions.same', { site })
    : t('changes.versions.differ', { archive, site });
