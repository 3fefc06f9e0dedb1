/**
 * Fills a site of the playground, of Strapi 5 or 4, with a small magazine and a super admin.
 *
 *   node playground/scripts/seed.js [--admin-only] [app folder]
 *
 * Which site it is follows from the environment, as for the app itself: DATABASE_FILENAME,
 * PUBLIC_DIR and so on. A site that has content, or an admin, keeps what it has.
 */
const { Buffer } = require('node:buffer');
const fs = require('node:fs/promises');
const { createRequire } = require('node:module');
const os = require('node:os');
const path = require('node:path');
const { setTimeout: sleep } = require('node:timers/promises');

const { createStrapi, hostOf } = require('./documents');
const magazine = require('./magazine');
const { drawPicture } = require('./pictures');

const ADMIN = { email: 'demo@lifeboat.test', password: 'Lifeboat-demo-1' };
const USER_PASSWORD = 'Reader-demo-1';

const ARTICLE = 'api::article.article';
const AUTHOR = 'api::author.author';
const CATEGORY = 'api::category.category';
const HOMEPAGE = 'api::homepage.homepage';
const TAG = 'api::tag.tag';
const ROLE = 'plugin::users-permissions.role';
const PERMISSION = 'plugin::users-permissions.permission';

/** Creates the demo's super admin, unless the site has an admin. */
const seedAdmin = async (strapi) => {
  const existing = await strapi.db.query('admin::user').findOne({});
  if (existing) return existing;

  const role = await strapi.service('admin::role').getSuperAdmin();

  return strapi.service('admin::user').create({
    ...ADMIN,
    firstname: 'Demo',
    lastname: 'Admin',
    isActive: true,
    registrationToken: null,
    roles: [role.id],
  });
};

const seedLocales = async (strapi) => {
  const locales = strapi.plugin('i18n').service('locales');

  if (!(await locales.findByCode('fr'))) {
    await locales.create({ code: 'fr', name: 'French (fr)' });
  }
};

const seedFolders = async (strapi) => {
  const ids = {};

  for (const { key, name, parent } of magazine.folders) {
    const folder = await strapi
      .plugin('upload')
      .service('folder')
      .create({ name, parent: parent ? ids[parent] : null });
    ids[key] = folder.id;
  }

  return ids;
};

/** The smallest PDF that viewers open: one empty page. */
const emptyPdf = () => {
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>',
  ];
  let text = '%PDF-1.4\n';
  const offsets = objects.map((body, index) => {
    const offset = text.length;
    text += `${index + 1} 0 obj\n${body}\nendobj\n`;
    return offset;
  });
  const xref = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');

  return Buffer.from(
    `${text}xref\n0 4\n0000000000 65535 f \n${xref}trailer\n<< /Size 4 /Root 1 0 R >>\n` +
      `startxref\n${text.length}\n%%EOF\n`,
  );
};

/** Uploads every file the way the media library does, so that the responsive formats are real. */
const seedFiles = async (strapi, folderIds) => {
  const scratch = await fs.mkdtemp(path.join(os.tmpdir(), 'lifeboat-seed-'));
  const uploads = strapi.plugin('upload').service('upload');
  const ids = {};

  const upload = async ({ file, folder }, mimetype, write) => {
    const filepath = path.join(scratch, file);
    await write(filepath);
    const { size } = await fs.stat(filepath);
    const [uploaded] = await uploads.upload({
      data: {
        fileInfo: {
          name: file,
          alternativeText: `Alt text of ${file}`,
          caption: '',
          folder: folder ? folderIds[folder] : null,
        },
      },
      // Twice the same, in Strapi 5's words and in Strapi 4's.
      files: {
        filepath,
        originalFilename: file,
        mimetype,
        size,
        ...{ path: filepath, name: file, type: mimetype },
      },
    });
    ids[file] = uploaded.id;
  };

  try {
    for (const picture of magazine.pictures) {
      const extension = path.extname(picture.file).slice(1);
      await upload(picture, `image/${extension === 'jpg' ? 'jpeg' : extension}`, (to) =>
        drawPicture(picture, to),
      );
    }
    for (const document of magazine.documents) {
      await upload(document, document.mime, (to) => fs.writeFile(to, document.text ?? emptyPdf()));
    }
  } finally {
    await fs.rm(scratch, { recursive: true, force: true });
  }

  return ids;
};

const seedAuthors = async (documents, files) => {
  const authors = {};

  for (const { key, portrait, ...data } of magazine.authors) {
    authors[key] = await documents.create(AUTHOR, {
      '': { ...data, portrait: portrait ? files[portrait] : null },
    });
  }

  return authors;
};

const seedCategories = async (documents) => {
  const categories = {};

  for (const { key, en, fr, parent, position } of magazine.categories) {
    const dataIn = (locale, name, slug) => {
      const above = parent ? documents.refer(categories[parent], locale) : null;
      return { position, parent: above, name, slug };
    };
    const entry = await documents.create(CATEGORY, {
      en: dataIn('en', en, key),
      ...(fr && { fr: dataIn('fr', fr, `${key}-fr`) }),
    });
    categories[key] = { ...entry, locales: fr ? ['en', 'fr'] : ['en'] };
  }

  return categories;
};

const seedTags = async (documents) => {
  const tags = {};

  for (const name of magazine.tags) tags[name] = await documents.create(TAG, { '': { name } });

  return tags;
};

const textNode = (text, marks = {}) => ({ type: 'text', text, ...marks });

const blocksOf = (title, paragraphs) => [
  { type: 'heading', level: 2, children: [textNode(title)] },
  { type: 'paragraph', children: [textNode(paragraphs[0], { bold: true }), textNode(' ')] },
  {
    type: 'paragraph',
    children: [
      { type: 'link', url: 'https://tideline.test/?a=1&b=2', children: [textNode('tideline')] },
      textNode(`: ${paragraphs[1]}`),
    ],
  },
  {
    type: 'list',
    format: 'unordered',
    children: [{ type: 'list-item', children: [textNode(paragraphs[2])] }],
  },
];

const factBox = (heading, figure, linkCount) => ({
  heading,
  text: figure ? `${heading}: ${figure}` : '',
  figure,
  links: Array.from({ length: linkCount }, (_, index) => ({
    label: `${heading} ${index + 1}`,
    url: index === 0 ? `https://tideline.test/${index + 1}` : null,
    external: index % 2 === 0,
  })),
});

const sectionsOf = ({ index, title, paragraphs, files, earlier }) => {
  const picture = magazine.pictures[index % magazine.pictures.length].file;
  const quote = {
    __component: 'sections.quote',
    text: paragraphs[0],
    attribution: index % 3 === 0 ? null : title,
    saidOn: '1884-11-03',
  };
  const image = {
    __component: 'sections.image-block',
    image: files[picture],
    caption: index % 2 === 0 ? '' : `${title} 📷`,
    alignment: ['left', 'center', 'right', 'full'][index % 4],
  };
  const related = {
    __component: 'sections.related',
    heading: title,
    articles: earlier.slice(-3).reverse(),
    box: factBox(title, index, index % 3),
  };

  // The order of a dynamic zone is data too, so articles do not all have the same.
  return [
    [],
    [quote],
    [image, quote, related],
    [related, image],
    [quote, image, quote, related, quote],
  ][index % 5];
};

const slugOf = (title, index, locale) => {
  const words = title
    .normalize('NFD')
    .toLowerCase()
    .match(/[a-z0-9]+/g);

  return [words?.slice(0, 6).join('-') ?? 'article', index + 1, locale].join('-');
};

/** Strapi refuses a relation to a document that has nothing in the language of the pointing entry. */
const idsIn = (documents, locale, targets) =>
  targets
    .filter((target) => target.locales.includes(locale))
    .map((target) => documents.refer(target, locale));
const idIn = (documents, locale, target) =>
  target ? (idsIn(documents, locale, [target])[0] ?? null) : null;

/** Strapi hands a text in a JSON field to the database as it is. Only SQLite takes it; the others want JSON. */
const jsonFor = (client, value) =>
  typeof value === 'string' && client !== 'sqlite' ? [value] : value;

/** What one language of an article holds; `context` has the ids of everything it points at. */
const articleData = (article, index, locale, context) => {
  const { client, documents, files, authors, categories, tags, articles, admin } = context;
  const refer = (target) => documents.refer(target, locale);
  const earlier = idsIn(documents, locale, articles);
  const { title, excerpt } = article[locale];
  const pool = magazine.paragraphs[locale];
  const paragraphs = [0, 1, 2].map((step) => pool[(index + step * 2) % pool.length]);
  const picture = (offset) =>
    files[magazine.pictures[(index + offset) % magazine.pictures.length].file];
  const day = String((index % 28) + 1).padStart(2, '0');

  return {
    title,
    slug: slugOf(title, index, locale),
    excerpt,
    body: paragraphs.join('\n\n'),
    blocks: index % 6 === 5 ? null : blocksOf(title, paragraphs),
    readingMinutes: index % 7,
    ...article.values,
    publishedOn: index === 2 ? '2024-02-29' : `${1969 + index * 2}-07-${day}`,
    startsAt: index % 6 === 5 ? null : `2026-01-${day}T23:59:59.${String(index).padStart(3, '0')}Z`,
    opensAt: index % 4 === 3 ? null : `${String(index).padStart(2, '0')}:30:15.250`,
    extra: jsonFor(client, article.extra),
    contactEmail: index % 3 === 2 ? null : `article-${index + 1}@tideline.test`,
    previewPassword: index % 8 === 0 ? `Preview-${index + 1}` : null,
    cover: index % 6 === 5 ? null : picture(0),
    gallery: [picture(1), picture(3), files['field-notes.txt'], picture(2)].slice(0, index % 5),
    seo:
      index % 4 === 3
        ? null
        : { metaTitle: title, metaDescription: excerpt, shareImage: picture(4), robots: [locale] },
    factBoxes: Array.from({ length: index % 4 }, (_, box) =>
      factBox(`${title} #${box + 1}`, box === 0 ? 0 : box / 3, (index + box) % 3),
    ),
    sections: sectionsOf({ index, title, paragraphs, files, earlier }),
    author: article.by ? refer(authors[article.by]) : null,
    editor: article.editor ? refer(authors[article.editor]) : null,
    categories: idsIn(
      documents,
      locale,
      article.categories.map((key) => categories[key]),
    ),
    tags: article.tags.map((name) => refer(tags[name])),
    // Newest first, so that their order differs from the order of the ids.
    relatedArticles: earlier.slice(Math.max(earlier.length - (index % 4), 0)).reverse(),
    parentArticle: idIn(documents, locale, articles[article.parent]),
    ...(index % 3 === 0 && { createdBy: admin.id, updatedBy: admin.id }),
  };
};

const seedArticle = async (article, index, context) => {
  const { documents } = context;
  const locales = article.fr ? ['en', 'fr'] : ['en'];
  const dataIn = (locale) => [locale, articleData(article, index, locale, context)];
  const entry = await documents.create(ARTICLE, Object.fromEntries(locales.map(dataIn)));

  for (const locale of locales) {
    const state = (locale === 'fr' && article.frState) || article.state;
    if (state === 'draft') continue;

    await documents.publish(ARTICLE, entry, locale);
    if (state === 'modified') {
      const { title, excerpt } = article[locale];
      await documents.update(ARTICLE, entry, locale, {
        title: `${title} (2)`,
        excerpt: `${excerpt} [draft]`,
        tags: [],
        sections: [{ __component: 'sections.quote', text: 'Only in the draft.' }],
      });
    }
  }

  return { ...entry, locales };
};

const seedArticles = async (context) => {
  const articles = [];

  for (const [index, article] of magazine.articles.entries()) {
    articles.push(await seedArticle(article, index, { ...context, articles }));
  }

  return articles;
};

const seedHomepage = async ({ documents, files }, articles) => {
  const homepage = (locale, title) => {
    const pick = (...indexes) => indexes.map((index) => documents.refer(articles[index], locale));
    return {
      title,
      intro: magazine.paragraphs[locale].slice(0, 2).join('\n\n'),
      hero: files['lighthouse.jpg'],
      seo: { metaTitle: title, shareImage: files['harbour.webp'] },
      notices: [factBox(title, 24, 2)],
      sections: [
        { __component: 'sections.quote', text: magazine.paragraphs[locale][4] },
        { __component: 'sections.related', heading: title, articles: pick(0, 1, 2) },
      ],
      leadArticle: pick(12)[0],
      featuredArticles: pick(20, 0, 8),
    };
  };

  await documents.create(
    HOMEPAGE,
    {
      en: homepage('en', 'Tideline, a magazine of the coast'),
      fr: homepage('fr', 'Tideline, le magazine du littoral'),
    },
    'published',
  );
};

const seedUsers = async (strapi) => {
  const roleOfType = (type) => strapi.db.query(ROLE).findOne({ where: { type } });
  const allow = (role, actions) =>
    Promise.all(
      actions.map((action) =>
        strapi.db.query(PERMISSION).create({ data: { action, role: role.id } }),
      ),
    );

  const editor = await strapi.db.query(ROLE).create({
    data: { name: 'Editor', description: 'Writes, and corrects others.', type: 'editor' },
  });
  await allow(editor, [`${ARTICLE}.find`, `${ARTICLE}.findOne`, `${ARTICLE}.update`]);
  await allow(await roleOfType('public'), [`${ARTICLE}.find`, `${ARTICLE}.findOne`]);

  for (const { role, ...user } of magazine.users) {
    await strapi
      .plugin('users-permissions')
      .service('user')
      .add({
        ...user,
        password: USER_PASSWORD,
        provider: 'local',
        confirmed: true,
        role: (await roleOfType(role)).id,
      });
  }
};

/** Comes last, or the seed itself would call it for every entry. Nothing listens on port 9. */
const seedWebhook = async ({ webhookStore, webhookRunner }) => {
  const webhook = await webhookStore.createWebhook({
    name: 'Rebuild the public site',
    url: 'http://127.0.0.1:9/rebuild',
    headers: { 'X-Token': 'playground' },
    events: ['entry.publish', 'entry.unpublish', 'media.create'],
  });
  webhookRunner.add(webhook);
};

/** Fills the magazine, unless the site has content. */
const seedContent = async (strapi, admin) => {
  for (const uid of [ARTICLE, AUTHOR, CATEGORY, TAG, 'plugin::upload.folder']) {
    if (await strapi.db.query(uid).count()) return false;
  }

  // One transaction, so that a seed that fails half-way leaves a site that is still empty.
  await strapi.db.transaction(async () => {
    await seedLocales(strapi);
    const files = await seedFiles(strapi, await seedFolders(strapi));
    const host = hostOf(strapi);
    const { documents } = host;
    const authors = await seedAuthors(documents, files);
    const categories = await seedCategories(documents);
    const tags = await seedTags(documents);
    const { client } = strapi.db.dialect;
    const context = { client, documents, files, authors, categories, tags, admin };
    const articles = await seedArticles(context);
    await seedHomepage(context, articles);
    await seedUsers(strapi);
    await seedWebhook(host);
  });

  return true;
};

/** Returns whether there was anything to do. */
const seed = async (strapi) => seedContent(strapi, await seedAdmin(strapi));

/** Waits for what Strapi still does by itself after a change: its queries would meet a pool that is closed. */
const quiet = async (strapi) => {
  const { pool } = strapi.db.connection.client;

  for (let tries = 0; tries < 200 && pool.numUsed() + pool.numPendingAcquires() > 0; tries += 1) {
    await sleep(50);
  }
};

const main = async () => {
  const args = process.argv.slice(2);
  const appDir = args.find((arg) => !arg.startsWith('--')) ?? path.join(__dirname, '../strapi5');

  process.env.STRAPI_TELEMETRY_DISABLED ??= 'true';
  // Strapi looks for plugins, .env and relative paths from the working directory.
  process.chdir(appDir);

  const strapi = await createStrapi(createRequire(path.resolve('package.json'))('@strapi/strapi'));
  strapi.log.level = 'error';
  await strapi.load();

  try {
    if (args.includes('--admin-only')) await seedAdmin(strapi);
    else console.log((await seed(strapi)) ? 'Seeded.' : 'Already seeded.');
    await quiet(strapi);
  } finally {
    await strapi.destroy();
  }
};

if (require.main === module) {
  main().then(
    // Whatever timer or socket Strapi leaves open must not keep this process alive.
    () => process.exit(0),
    (error) => {
      console.error(error);
      process.exit(1);
    },
  );
}

module.exports = { ADMIN, USER_PASSWORD, seed, seedAdmin, seedContent };
