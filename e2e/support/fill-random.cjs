/**
 * Writes documents into a site of Strapi 5 as its own document API does.
 *
 *   node fill-random.cjs <app folder> <file with { files, documents } of random-app.ts>
 */
const fs = require('node:fs/promises');
const { createRequire } = require('node:module');
const path = require('node:path');
const { createStrapi } = require('../../playground/scripts/documents');

const localeOf = (locale) => (locale ? { locale } : {});

async function createFiles(strapi, many) {
  const folder = path.join(strapi.dirs.static.public, 'uploads');
  const ids = [];
  for (let n = 0; n < many; n += 1) {
    const hash = `odd_${n}`;
    await fs.writeFile(path.join(folder, `${hash}.txt`), `File ${n}`);
    const { id } = await strapi.db.query('plugin::upload.file').create({
      data: {
        ...{ name: `${hash}.txt`, hash, ext: '.txt', mime: 'text/plain', size: 0.01 },
        ...{ url: `/uploads/${hash}.txt`, provider: 'local', folderPath: '/' },
      },
    });
    ids.push(id);
  }
  return ids;
}

/** Puts in what is only known once it has been written. */
function resolve(value, known) {
  if (Array.isArray(value)) return value.map((item) => resolve(item, known));
  if (value === null || typeof value !== 'object') return value;
  if ('$document' in value) return known.documents.get(value.$document);
  if ('$file' in value) return known.files[value.$file];
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, resolve(item, known)]),
  );
}

async function fill(strapi, { files, documents }) {
  const locales = strapi.plugin('i18n').service('locales');
  if (!(await locales.findByCode('fr'))) await locales.create({ code: 'fr', name: 'French (fr)' });
  const known = { files: await createFiles(strapi, files), documents: new Map() };

  for (const { key, uid, data } of documents) {
    const [[main, first], ...others] = Object.entries(data);
    const api = strapi.documents(uid);
    const created = await api.create({ ...localeOf(main), data: resolve(first, known) });
    const { documentId } = created;
    for (const [locale, more] of others) {
      await api.update({ documentId, locale, data: resolve(more, known) });
    }
    known.documents.set(key, documentId);
  }
  for (const { key, uid, data, relations, isPublished } of documents) {
    const documentId = known.documents.get(key);
    for (const locale of Object.keys(data)) {
      const address = { documentId, ...localeOf(locale) };
      await strapi.documents(uid).update({ ...address, data: resolve(relations, known) });
      const hasDrafts = strapi.getModel(uid).options?.draftAndPublish;
      if (hasDrafts && isPublished) await strapi.documents(uid).publish(address);
    }
  }
}

async function main([app, file]) {
  const host = createRequire(path.join(app, 'package.json'))('@strapi/strapi');
  process.chdir(app);
  const strapi = await (await createStrapi(host)).load();
  try {
    await fill(strapi, JSON.parse(await fs.readFile(file, 'utf8')));
  } finally {
    await strapi.destroy();
  }
}

main(process.argv.slice(2)).then(
  () => process.exit(0),
  (error) => {
    console.error(error, JSON.stringify(error.details));
    process.exit(1);
  },
);
