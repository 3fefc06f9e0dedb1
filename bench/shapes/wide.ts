import { type Entity, type Shape, documentId, localization, row, scaled } from './content';
import { words } from './text';
import { createWideApp, wideTypes } from './wide-app';

const ROWS = 300;

/** A hundred content types with a few hundred rows in each, and a relation from each to the next. */
export const wide: Shape = {
  name: 'wide',
  describe: (scale) =>
    `${wideTypes.length} content types with ${scaled(ROWS, scale, 3)} rows and relations each`,
  createApp: createWideApp,
  content(scale) {
    const rows = scaled(ROWS, scale, 3);
    function* entities(): Generator<Entity> {
      for (const { uid: type, name } of wideTypes) {
        for (let id = 1; id <= rows; id += 1) {
          const data = row(documentId(name.replace('-', ''), id), {
            title: words(id, 5),
            text: words(id, 60),
            count: id,
            price: id / 4,
            active: id % 2 === 0,
            day: '2026-02-28',
            extra: { list: [id, null] },
          });
          yield { type, id, data };
        }
      }
    }
    return {
      entities,
      assets: () => [],
      *links() {
        for (const { uid: type, next } of wideTypes) {
          for (let ref = 1; ref <= rows; ref += 1) {
            yield {
              kind: 'relation.basic',
              relation: 'manyToOne',
              left: { type, field: 'next', ref },
              right: { type: next, ref: (ref % rows) + 1 },
            };
          }
        }
        for (const entity of entities()) yield* localization(entity);
      },
    };
  },
};
