import type { Core } from '@strapi/types';
import { describe, expect, it } from 'vitest';
import { type OwnModel, hostOf } from './host';

const model = (): OwnModel => ({
  uid: 'plugin::lifeboat.thing',
  singularName: 'thing',
  tableName: 'lifeboat_things',
  attributes: { name: { type: 'string' } },
});

describe('a table of ours', () => {
  it('is in no schema of Strapi 4 once the database knows of it', async () => {
    const handlers: (() => Promise<void>)[] = [];
    const components: Record<string, object> = { 'shared.seo': {} };
    const hook = (name: string) => ({
      register(handler: () => Promise<void>) {
        expect(name).toBe('strapi::content-types.beforeSync');
        handlers.push(handler);
      },
    });
    hostOf({ components, hook } as unknown as Core.Strapi).addModels([model()]);

    expect(components['plugin::lifeboat.thing']).toEqual({
      uid: 'plugin::lifeboat.thing',
      modelName: 'thing',
      collectionName: 'lifeboat_things',
      // Strapi 4 gives each table its `id`, and takes none.
      attributes: { name: { type: 'string' } },
    });
    for (const handler of handlers) await handler();
    expect(Object.keys(components)).toEqual(['shared.seo']);
  });

  it('is one of the models of Strapi 5', () => {
    const added: { attributes: object }[] = [];
    const get = () => ({ add: (one: { attributes: object }) => added.push(one) });
    hostOf({ get } as unknown as Core.Strapi).addModels([model()]);
    expect(added).toHaveLength(1);
    expect(added[0]!.attributes).toEqual({
      id: { type: 'increments' },
      name: { type: 'string' },
    });
  });
});
