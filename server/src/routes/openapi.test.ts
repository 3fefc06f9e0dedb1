import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  CONFLICT_STRATEGIES,
  NEVER_HELD,
  PRESETS,
  RESTORE_STEPS,
  SCHEMA_STRATEGIES,
  STAGES,
  TUS_PATH,
  VERSION_STRATEGIES,
} from '../../../shared/contract';
import pluginRoutes from '.';

const METHODS = ['get', 'head', 'post', 'put', 'patch', 'delete'];

interface Schema {
  enum?: string[];
  properties?: Record<string, Schema>;
}

interface OpenApi {
  paths: Record<string, Record<string, { operationId?: string; security?: unknown[] }>>;
  components: Record<string, Record<string, unknown>> & { schemas: Record<string, Schema> };
}

const readDoc = (name: string): string =>
  readFileSync(path.resolve(__dirname, '../../../docs', name), 'utf8');

const described = JSON.parse(readDoc('openapi.json')) as OpenApi;

/** `GET /lifeboat/jobs/{id}`: what the router is told. */
const routes = pluginRoutes.admin.routes.map((route) => {
  const address = `/lifeboat${route.path}`.replace(/:(\w+)/g, '{$1}');
  // The router answers HEAD by the route of GET; of tus's protocol that is what there is.
  const method = route.method === 'GET' && address.startsWith(TUS_PATH) ? 'HEAD' : route.method;
  return { name: `${method} ${address}`, config: route.config as object };
});
const names = routes.map(({ name }) => name).sort();

const operations = Object.entries(described.paths).flatMap(([address, item]) =>
  Object.entries(item)
    .filter(([key]) => METHODS.includes(key))
    .map(([method, operation]) => ({ name: `${method.toUpperCase()} ${address}`, ...operation })),
);

describe('docs/openapi.json', () => {
  it('has every route of the plugin and no other', () => {
    expect(names.length).toBeGreaterThan(20);
    expect(operations.map(({ name }) => name).sort()).toEqual(names);
  });

  it('asks for a login where the route does, and for a ticket where that is enough', () => {
    for (const { name, config } of routes) {
      const { security = [] } = operations.find((operation) => operation.name === name)!;
      const schemes = security.flatMap((one) => Object.keys(one as object));
      const { auth } = config as { auth?: false | object };
      expect(schemes.includes('adminLogin'), name).toBe(auth !== false);
      expect(schemes.includes('ticketHeader'), name).toBe(auth !== undefined);
    }
  });

  it('refers to nothing that it does not have', () => {
    const references = [...readDoc('openapi.json').matchAll(/"\$ref": "#\/components\/(.*?)"/g)];
    expect(references.length).toBeGreaterThan(50);
    for (const [, reference] of references) {
      const [kind, name] = reference!.split('/');
      expect(described.components[kind!]?.[name!], reference).toBeDefined();
    }
  });

  it('names each operation once', () => {
    const ids = operations.map(({ operationId }) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).not.toContain(undefined);
  });

  it('lists the words that the contract has', () => {
    const { schemas } = described.components;
    const words = (name: string, property?: string): string[] | undefined =>
      (property ? schemas[name]?.properties?.[property] : schemas[name])?.enum;
    expect(words('Preset')).toEqual([...PRESETS]);
    expect(words('StageName')).toEqual([...STAGES]);
    expect(words('RestoreStep')).toEqual([...RESTORE_STEPS]);
    expect(words('VersionStrategy')).toEqual([...VERSION_STRATEGIES]);
    expect(words('SchemaStrategy')).toEqual([...SCHEMA_STRATEGIES]);
    expect(words('NeverHeld')).toEqual([...NEVER_HELD]);
    expect(words('RestoreOptions', 'conflictStrategy')).toEqual([...CONFLICT_STRATEGIES]);
  });
});

/** The `curl` commands in a page's examples, each in one line. */
function curls(page: string): string[] {
  const blocks = [...page.matchAll(/```sh\n(.*?)```/gs)].map(([, block]) => block!);
  return blocks.flatMap((block) =>
    block
      .replace(/\\\n\s*/g, ' ')
      .split('\n')
      .flatMap((line) => line.split(/(?=\bcurl )/).filter((part) => part.startsWith('curl '))),
  );
}

/** @returns `GET /lifeboat/jobs/{id}`; undefined when a command asks somebody else */
function routeOf(command: string): string | undefined {
  const told = /-X ([A-Z]+)/.exec(command)?.[1] ?? (/ -I /.test(command) ? 'HEAD' : undefined);
  const method = told ?? (/ (-d|-F|--data-binary) /.test(command) ? 'POST' : 'GET');
  const address = /\$SITE(\/lifeboat\/[^\s?"]+)/.exec(command)?.[1];
  return address && `${method} ${address.replace(/\/\$\w+/g, '/{id}')}`;
}

describe('docs/api.md', () => {
  const page = readDoc('api.md');

  it('has an example of every route, and of none that there is not', () => {
    const shown = curls(page)
      .map(routeOf)
      .filter((route) => route !== undefined);
    expect([...new Set(shown)].sort()).toEqual(names);
  });

  it('lists every route in its table', () => {
    const rows = page.split('\n').filter((line) => line.startsWith('| `'));
    for (const { name } of routes) {
      const told = name.replace(/\{(\w+)\}/g, ':$1');
      expect(
        rows.some((row) => row.startsWith(`| \`${told}\``) || row.startsWith(`| \`${told}?`)),
        told,
      ).toBe(true);
    }
  });
});
