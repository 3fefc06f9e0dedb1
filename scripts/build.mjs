/**
 * `npm run build`: makes `dist/`, the plugin for Strapi 5, with Strapi's own tool, and finishes what that leaves:
 *
 * - **Types.** Its tool would write those of every module of ours, texts in eight languages included: a quarter of the
 *   package that nobody asks for. What another's code may want is the options, so each entry gets one file that says them;
 *   two, since TypeScript takes one for `require` and one for `import`.
 * - **The server as a module.** Strapi loads it with `require`. A second copy for `import` would be a second copy of what
 *   the plugin keeps in memory; so the module hands on the first.
 * - **The languages.** The admin is there for `import` and for `require`; its texts need not be, and were half of the
 *   package. Both forms read them from one JSON file for each language.
 *
 * The admin stays in both forms and readable: the app's own build makes it small.
 */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const dist = path.join(root, 'dist');

/** The text of an interface, comments and all. */
function interfaceIn(file, name) {
  const text = fs.readFileSync(path.join(root, file), 'utf8');
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest);
  const found = source.statements.find(
    (statement) => ts.isInterfaceDeclaration(statement) && statement.name.text === name,
  );
  if (!found) throw new Error(`${file} has no interface ${name}`);
  return found.getFullText(source).trim();
}

const serverTypes = () => `${interfaceIn('server/src/config.ts', 'LifeboatConfig')}

/** What Strapi's server loads. */
declare const plugin: {
  config: { default: LifeboatConfig; validator: (config: Record<string, unknown>) => void };
  [part: string]: unknown;
};
export default plugin;
`;

const ADMIN_TYPES = `/** What Strapi's admin loads. */
declare const plugin: {
  register: (app: any) => void;
  bootstrap: (app: any) => void;
  registerTrads: (options: {
    locales: string[];
  }) => Promise<{ data: Record<string, string>; locale: string }[]>;
};
export default plugin;
`;

const SERVER_MODULE = `import server from './index.js';
export default server.default;
`;

function writeTypes(entry, types) {
  for (const name of ['index.d.ts', 'index.d.mts']) {
    fs.writeFileSync(path.join(dist, entry, name), types);
  }
}

const translations = path.join(root, 'admin/src/translations');
const admin = path.join(dist, 'admin');

/** Lets both forms of the admin read the languages from JSON. Fails when the tool has written them in another way. */
function shareLanguages() {
  const languages = fs
    .readdirSync(translations)
    .filter((file) => file.endsWith('.json') && file !== 'en.json');
  const written = fs.readdirSync(admin);
  for (const language of languages) {
    const name = path.basename(language, '.json');
    const chunkOf = (ending) => {
      const isItsChunk = (file) => file.startsWith(`${name}-`) && file.endsWith(ending);
      const [chunk, another] = written.filter(isItsChunk);
      if (!chunk || another) throw new Error(`${name} has not one ${ending} in dist/admin`);
      return chunk;
    };
    const required = chunkOf('.js');
    const imported = chunkOf('.mjs');
    replaceInOne('.js', `require("./${required}")`, `({ default: require("./${language}") })`);
    replaceInOne('.mjs', `import("./${imported}")`, `import("./${language}")`);
    for (const chunk of [required, imported]) fs.rmSync(path.join(admin, chunk));
    fs.copyFileSync(path.join(translations, language), path.join(admin, language));
  }
}

function replaceInOne(ending, text, by) {
  const files = fs.readdirSync(admin).filter((file) => file.endsWith(ending));
  const users = files.filter((file) => read(file).includes(text));
  if (users.length !== 1) throw new Error(`${users.length} files in dist/admin have ${text}`);
  fs.writeFileSync(path.join(admin, users[0]), read(users[0]).replace(text, by));
}

const read = (file) => fs.readFileSync(path.join(admin, file), 'utf8');

const tool = path.join(root, 'node_modules/@strapi/sdk-plugin/bin/strapi-plugin.js');
const { status } = spawnSync(process.execPath, [tool, 'build'], { cwd: root, stdio: 'inherit' });
if (status !== 0) process.exit(status ?? 1);

writeTypes('server', serverTypes());
writeTypes('admin', ADMIN_TYPES);
fs.writeFileSync(path.join(dist, 'server/index.mjs'), SERVER_MODULE);
shareLanguages();
