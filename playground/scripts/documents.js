/**
 * How entries are written in Strapi 5, whose document API knows languages and drafts, and in Strapi 4, where each
 * language of an entry is a row of its own and a draft is the same row as what is published.
 */

/**
 * @typedef {object} Documents
 * @property {(uid: string, data: Record<string, object>, state?: 'draft' | 'published') => Promise<object>} create
 *   One entry in the languages that `data` has, the main one first; a type without languages has it under `''`.
 * @property {(uid: string, entry: object, locale: string, data: object) => Promise<void>} update
 * @property {(uid: string, entry: object, locale: string) => Promise<void>} publish
 * @property {(entry: object, locale: string) => unknown} refer How another entry in that language points at this one.
 */

const localeOf = (locale) => (locale ? { locale } : {});

/** @returns {Documents} */
const documentsOfStrapi5 = (strapi) => ({
  async create(uid, data, state) {
    const status = state === 'published' ? { status: 'published' } : {};
    const [[main, first], ...others] = Object.entries(data);
    const documents = strapi.documents(uid);
    const { documentId } = await documents.create({ ...localeOf(main), ...status, data: first });
    for (const [locale, more] of others) {
      await documents.update({ documentId, locale, ...status, data: more });
    }
    return { documentId };
  },
  async update(uid, { documentId }, locale, data) {
    await strapi.documents(uid).update({ documentId, locale, data });
  },
  async publish(uid, { documentId }, locale) {
    await strapi.documents(uid).publish({ documentId, locale });
  },
  refer: ({ documentId }) => documentId,
});

/** @returns {Documents} */
const documentsOfStrapi4 = (strapi) => ({
  async create(uid, data, state) {
    const ids = {};
    const hasDrafts = strapi.getModel(uid).options?.draftAndPublish;
    const publishedAt = hasDrafts ? { publishedAt: state === 'published' ? new Date() : null } : {};
    for (const [locale, values] of Object.entries(data)) {
      // i18n tells the rows of the other languages of it.
      const others = locale ? { localizations: Object.values(ids) } : {};
      const entry = await strapi.entityService.create(uid, {
        data: { ...values, ...localeOf(locale), ...others, ...publishedAt },
      });
      ids[locale] = entry.id;
    }
    return { ids };
  },
  async update(uid, { ids }, locale, data) {
    await strapi.entityService.update(uid, ids[locale], { data });
  },
  async publish(uid, { ids }, locale) {
    await strapi.entityService.update(uid, ids[locale], { data: { publishedAt: new Date() } });
  },
  refer: ({ ids }, locale) => ids[locale] ?? ids[''] ?? Object.values(ids)[0],
});

/** What in the seed differs between Strapi 4 and 5. */
const hostOf = (strapi) => {
  const is4 = strapi.config.get('info.strapi').startsWith('4.');
  return {
    documents: is4 ? documentsOfStrapi4(strapi) : documentsOfStrapi5(strapi),
    webhookStore: is4 ? strapi.webhookStore : strapi.get('webhookStore'),
    webhookRunner: is4 ? strapi.webhookRunner : strapi.get('webhookRunner'),
  };
};

/** Strapi, compiled and made, but not loaded yet. */
const createStrapi = async (host) => {
  if (host.createStrapi) return host.createStrapi(await host.compileStrapi());
  return host(await host.compile());
};

module.exports = { createStrapi, hostOf };
