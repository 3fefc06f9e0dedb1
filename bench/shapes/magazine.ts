import {
  type Content,
  type Entity,
  type Link,
  type LinkEnd,
  type Shape,
  documentId,
  localization,
  row,
  scaled,
} from './content';
import { fileAsset, fileLink, folderEntity, libraryLinks } from './files';
import { words } from './text';

const ARTICLE = 'api::article.article';
const AUTHOR = 'api::author.author';
const CATEGORY = 'api::category.category';
const TAG = 'api::tag.tag';
const LOCALE = 'plugin::i18n.locale';

const LOCALES = ['en', 'fr'];
const FILE_BYTES = 2000;

/** How much there is of everything at scale 1: 5,000 entities. */
const sizesAt = (scale: number) => ({
  /** Documents of four rows each: a draft and a published version in two languages. */
  articles: scaled(1100, scale, 4),
  authors: scaled(150, scale, 4),
  /** Documents of one row in each language. */
  categories: scaled(50, scale, 4),
  tags: scaled(150, scale, 4),
  files: scaled(180, scale, 6),
  folders: scaled(19, scale, 2),
});
type Sizes = ReturnType<typeof sizesAt>;

/** Articles with nested components, dynamic zones and relations of every kind, in two languages. */
export const magazine: Shape = {
  name: 'magazine',
  describe(scale) {
    const content = contentOf(sizesAt(scale));
    return `${count(content.entities())} entities with components in components and dynamic zones, ${count(content.links())} links`;
  },
  content: (scale) => contentOf(sizesAt(scale)),
};

function count(items: Iterable<unknown>): number {
  let found = 0;
  for (const _item of items) found += 1;
  return found;
}

/** The `n`th of so many, beginning anew after the last. */
const nth = (n: number, many: number): number => (n % many) + 1;

function contentOf(sizes: Sizes): Content {
  const assets = numbers(sizes.files).map((id) =>
    fileAsset(id, {
      folder: nth(id, sizes.folders),
      bytes: FILE_BYTES,
      kind: id % 2 === 0 ? 'text' : 'photo',
    }),
  );
  const folders = numbers(sizes.folders).map(folderEntity);

  function* documents(): Generator<Entity> {
    // A site has its default language from the start.
    yield {
      type: LOCALE,
      id: 2,
      data: row(documentId('locale', 2), { name: 'French (fr)', code: 'fr' }),
    };
    for (const id of numbers(sizes.authors)) yield author(id);
    for (const id of numbers(sizes.categories * LOCALES.length)) yield category(id);
    for (const id of numbers(sizes.tags)) {
      yield { type: TAG, id, data: row(documentId('tag', id), { name: `Tag ${id}` }) };
    }
    for (const version of versions(sizes)) yield article(version);
  }
  return {
    *entities() {
      for (const { file } of assets) yield file;
      yield* folders;
      yield* documents();
    },
    assets: () => assets,
    *links() {
      yield* libraryLinks(assets, folders, (id) => nth(id, sizes.folders));
      for (const entity of documents()) yield* localization(entity);
      yield* fileLinks(sizes);
      yield* relationLinks(sizes);
    },
  };
}

function numbers(many: number): number[] {
  return Array.from({ length: many }, (_, index) => index + 1);
}

/** A row of an article. The ids of its components follow from its own. */
interface Version {
  id: number;
  document: number;
  locale: number;
  published: boolean;
}

function* versions({ articles }: Sizes): Generator<Version> {
  for (let id = 1; id <= articles * 4; id += 1) {
    const index = (id - 1) % 4;
    yield {
      id,
      document: Math.floor((id - 1) / 4) + 1,
      locale: index % 2,
      published: index >= 2,
    };
  }
}

/** The row of another article in the same language and state. */
function sameVersionOf({ id, document }: Version, other: number): number {
  return id + (other - document) * 4;
}

function author(id: number): Entity {
  const data = row(documentId('author', id), {
    name: `${words(id, 2)} ${id}`,
    collation: null,
    bio: words(id, 30),
    email: `author-${id}@tideline.test`,
  });
  return { type: AUTHOR, id, data };
}

function category(id: number): Entity {
  const document = Math.ceil(id / LOCALES.length);
  const locale = LOCALES[(id - 1) % LOCALES.length]!;
  const data = row(
    documentId('category', document),
    { name: `${words(id, 2)} ${id}`, slug: `category-${id}`, position: document },
    { locale },
  );
  return { type: CATEGORY, id, data };
}

function article({ id, document, locale, published }: Version): Entity {
  const title = `${words(document * 2 + locale, 6)} ${document}`;
  const text = (part: number, many: number): string => words(id * 16 + part, many);
  const day = String((document % 28) + 1).padStart(2, '0');
  const quote = (quoteId: number) => ({
    id: quoteId,
    text: text(5, 20),
    attribution: quoteId % 3 === 0 ? null : title.slice(0, 40),
    saidOn: `1884-11-${day}`,
    __component: 'sections.quote',
  });
  const image = {
    id,
    caption: text(6, 8),
    alignment: ['left', 'center', 'right', 'full'][document % 4],
    __component: 'sections.image-block',
  };
  const related = {
    id,
    heading: text(7, 5),
    box: factBox(id * 3),
    __component: 'sections.related',
  };
  // The order of a dynamic zone is data too.
  const zones = [
    [image, quote(id * 2 - 1), related, quote(id * 2)],
    [quote(id * 2 - 1), quote(id * 2), related, image],
    [related, image, quote(id * 2 - 1), quote(id * 2)],
  ];
  const data = row(
    documentId('article', document),
    {
      title,
      slug: `article-${id}`,
      excerpt: text(1, 25),
      body: [2, 3, 4].map((part) => text(part, 80)).join('\n\n'),
      blocks: [
        { type: 'heading', level: 2, children: [{ type: 'text', text: title }] },
        { type: 'paragraph', children: [{ type: 'text', text: text(8, 60), bold: true }] },
      ],
      price: document / 4,
      views: String(document * 1000),
      rating: (document % 50) / 10,
      readingMinutes: document % 30,
      publishedOn: `2024-02-${day}`,
      startsAt: `2026-01-${day}T23:59:59.000Z`,
      opensAt: '06:30:15.250',
      featured: document % 10 === 0,
      mood: ['calm', 'breezy', 'stormy'][document % 3],
      extra: { nested: { list: [document, null, {}], words: text(9, 6).split(' ') } },
      contactEmail: `article-${id}@tideline.test`,
      previewPassword: null,
    },
    { locale: LOCALES[locale], published },
  );
  return {
    type: ARTICLE,
    id,
    data: {
      ...data,
      seo: {
        id,
        metaTitle: title.slice(0, 100),
        metaDescription: text(10, 15),
        robots: ['index'],
      },
      factBoxes: [factBox(id * 3 - 2), factBox(id * 3 - 1)],
      sections: zones[document % zones.length],
    },
  };
}

function factBox(id: number) {
  return {
    id,
    heading: words(id, 4),
    text: words(id + 1, 15),
    figure: id / 8,
    links: [id * 2 - 1, id * 2].map((link) => ({
      id: link,
      label: words(link, 3),
      url: `https://tideline.test/${link}`,
      external: link % 2 === 0,
    })),
  };
}

function* fileLinks(sizes: Sizes): Generator<Link> {
  const file = (number: number): number => nth(number, sizes.files);
  for (const ref of numbers(sizes.authors)) {
    yield fileLink(file(ref), { type: AUTHOR, ref, field: 'portrait' });
  }
  for (const { id: ref, document } of versions(sizes)) {
    if (document % 4 === 0)
      yield fileLink(file(ref), { type: 'shared.seo', ref, field: 'shareImage' });
  }
  for (const { id: ref, document } of versions(sizes)) {
    yield fileLink(file(document), { type: ARTICLE, ref, field: 'cover' });
  }
  for (const { id: ref, document } of versions(sizes)) {
    for (const pos of numbers(document % 3)) {
      yield fileLink(file(document + pos), { type: ARTICLE, ref, field: 'gallery' }, pos);
    }
  }
  for (const { id: ref, document } of versions(sizes)) {
    if (document % 2 === 0) {
      yield fileLink(file(document + 2), { type: 'sections.image-block', ref, field: 'image' });
    }
  }
}

function* relationLinks(sizes: Sizes): Generator<Link> {
  const toAuthor = positions({ type: AUTHOR, field: 'articles' });
  for (const { id: ref, document } of versions(sizes)) {
    yield {
      kind: 'relation.basic',
      relation: 'manyToOne',
      left: { type: ARTICLE, field: 'author', ref },
      right: toAuthor(nth(document, sizes.authors)),
    };
  }
  for (const { id: ref, document } of versions(sizes)) {
    if (document % 4 !== 0) continue;
    yield {
      kind: 'relation.basic',
      relation: 'oneToOne',
      left: { type: ARTICLE, field: 'editor', ref },
      right: { type: AUTHOR, ref: nth(document + 1, sizes.authors) },
    };
  }
  const toCategory = positions({ type: CATEGORY, field: 'articles' });
  for (const { id: ref, document, locale } of versions(sizes)) {
    for (const pos of [1, 2]) {
      const target = nth(document + pos, sizes.categories);
      yield {
        kind: 'relation.basic',
        relation: 'manyToMany',
        left: { type: ARTICLE, field: 'categories', ref, pos },
        right: toCategory((target - 1) * LOCALES.length + locale + 1),
      };
    }
  }
  for (const { id: ref, document } of versions(sizes)) {
    for (const pos of [1, 2]) {
      yield {
        kind: 'relation.basic',
        relation: 'oneToMany',
        left: { type: ARTICLE, field: 'tags', ref, pos },
        right: { type: TAG, ref: nth(document + pos * 7, sizes.tags) },
      };
    }
  }
  for (const version of versions(sizes)) {
    const other = nth(version.document, sizes.articles);
    yield {
      kind: 'relation.circular',
      relation: 'manyToMany',
      left: { type: ARTICLE, field: 'relatedArticles', ref: version.id, pos: 1 },
      right: { type: ARTICLE, ref: sameVersionOf(version, other) },
    };
  }
  const toParent = positions({ type: ARTICLE, field: 'childArticles' });
  for (const version of versions(sizes)) {
    if (version.document % 4 !== 0) continue;
    yield {
      kind: 'relation.circular',
      relation: 'manyToOne',
      left: { type: ARTICLE, field: 'parentArticle', ref: version.id },
      right: toParent(
        sameVersionOf(version, nth(Math.floor(version.document / 4), sizes.articles)),
      ),
    };
  }
  for (const version of versions(sizes)) {
    const other = nth(version.document + 1, sizes.articles);
    yield {
      kind: 'relation.basic',
      relation: 'oneToMany',
      left: { type: 'sections.related', field: 'articles', ref: version.id, pos: 1 },
      right: { type: ARTICLE, ref: sameVersionOf(version, other) },
    };
  }
}

/** The right end of a relation that both sides know: it tells the place among all that point at the same row. */
function positions(end: { type: string; field: string }): (ref: number) => LinkEnd {
  const pointing = new Map<number, number>();
  return (ref) => {
    const pos = (pointing.get(ref) ?? 0) + 1;
    pointing.set(ref, pos);
    return { ...end, ref, pos };
  };
}
