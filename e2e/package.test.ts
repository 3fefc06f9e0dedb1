import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const ROOT = path.resolve(__dirname, '..');

let app: string;
let packed: { filename: string; size: number; files: { path: string }[] };
beforeAll(async () => {
  app = await mkdtemp(path.join(tmpdir(), 'lifeboat-package-'));
  const printed = execFileSync(
    'npm',
    ['pack', '--json', '--ignore-scripts', '--pack-destination', app],
    { cwd: ROOT, encoding: 'utf8' },
  );
  [packed] = JSON.parse(printed) as [typeof packed];
  const home = path.join(app, 'node_modules/strapi-plugin-lifeboat');
  await mkdir(home, { recursive: true });
  execFileSync('tar', ['-xzf', path.join(app, packed.filename), '-C', home, '--strip', '1']);
});
afterAll(() => rm(app, { recursive: true }));

describe('the package', () => {
  it('holds what an app needs, and is small', () => {
    const odd = packed.files
      .map(({ path: file }) => file)
      .filter(
        (file) => !/^dist\/(admin\/[\w-]+\.json|(admin|server)\/[^/]+\.(m?js|d\.m?ts))$/.test(file),
      );
    expect(odd.sort()).toEqual([
      'LICENSE',
      'README.md',
      'package.json',
      'strapi-admin.d.ts',
      'strapi-admin.js',
      'strapi-server.d.ts',
      'strapi-server.js',
    ]);
    expect(packed.size).toBeLessThan(400 * 1024);
  });

  it('is one server, whether required or imported', () => {
    const script = `
      const required = require('strapi-plugin-lifeboat/strapi-server').default;
      import('strapi-plugin-lifeboat/strapi-server').then((imported) =>
        console.log(typeof required.register, imported.default === required));`;
    // What it depends on is installed beside it in an app of its own.
    const modules = path.join(ROOT, 'node_modules');
    const printed = execFileSync(process.execPath, ['-e', script], {
      cwd: app,
      encoding: 'utf8',
      env: { ...process.env, NODE_PATH: modules },
    });
    expect(printed.trim()).toBe('function true');
  });
});

/** The ways in which an app's TypeScript may look for modules. */
const WAYS: [string, ts.CompilerOptions][] = [
  [
    'node10, as a Strapi app’s server',
    { module: ts.ModuleKind.CommonJS, moduleResolution: ts.ModuleResolutionKind.Node10 },
  ],
  ['node16', { module: ts.ModuleKind.Node16 }],
  [
    'bundler, as a Strapi app’s admin',
    { module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler },
  ],
];

describe.each(WAYS)('its types, by %s', (_, way) => {
  async function problemsIn(option: string): Promise<string[]> {
    const file = path.join(app, 'plugins.ts');
    const text = `
      import type { LifeboatConfig } from 'strapi-plugin-lifeboat/strapi-server';
      import server from 'strapi-plugin-lifeboat/strapi-server';
      import admin from 'strapi-plugin-lifeboat/strapi-admin';
      const config: Partial<LifeboatConfig> = { ${option} };
      export const copies: number = server.config.default.safetyCopies;
      export const register: Function = admin.register;
      export default () => ({ lifeboat: { config } });`;
    await writeFile(file, text);
    const options = { ...way, strict: true, noEmit: true, esModuleInterop: true, types: [] };
    const program = ts.createProgram([file], options);
    return ts
      .getPreEmitDiagnostics(program)
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
  }

  it('know the options', async () => {
    expect(await problemsIn('safetyCopies: 5')).toEqual([]);
    expect(await problemsIn('safetyCopis: 5')).toEqual([
      expect.stringContaining("'safetyCopis' does not exist"),
    ]);
  });
});
