/**
 * Which folder may know which: docs/architecture.md says it in a picture, this holds the code to it. Each line has a
 * folder, or a module beside the folders, and what of ours it may import; only what stands above it, so that arrows
 * point one way. Types count as well. Tests may look at anything.
 */
const SERVER = {
  archive: [],
  config: [],
  permissions: [],
  'error-words': [],
  errors: ['archive', 'error-words'],
  warnings: [],
  host: [],
  database: ['host'],
  log: ['database', 'errors'],
  state: ['database', 'host'],
  // What a server does anew after a restore. It stands in host/ but not at the bottom: tables of ours have a part in it.
  'host/refresh': ['host', 'log', 'state', 'warnings'],
  transfer: ['archive', 'database', 'errors', 'host', 'state', 'warnings'],
  services: [
    ...['archive', 'config', 'database', 'errors', 'host', 'host/refresh', 'log', 'state'],
    'transfer',
    'warnings',
  ],
  http: ['errors', 'log', 'services'],
  policies: ['http'],
  routes: ['http'],
  controllers: ['http', 'services'],
};

const ADMIN = {
  pluginId: [],
  translations: ['pluginId'],
  format: ['translations'],
  key: [],
  host: ['pluginId', 'translations'],
  restoring: ['host'],
  api: ['format', 'host', 'key', 'translations'],
  components: ['api', 'format', 'host', 'key', 'pluginId', 'restoring', 'translations'],
  pages: ['api', 'components', 'format', 'host', 'key', 'pluginId', 'translations'],
};

const MODULES = ['config', 'permissions', 'error-words', 'errors', 'log', 'pluginId', 'warnings'];

const TESTS = ['**/*.test.{ts,tsx}', '**/test-helpers.ts', '**/fuzz.ts'];

/** A type may be named, such as that of the running Strapi that a module is handed; nothing may be loaded. */
const NO_STRAPI = {
  group: ['@strapi/*'],
  allowTypeImports: true,
  message: 'Only server/src/host may load what is Strapi’s.',
};
const NO_STRAPI_AT_ALL = {
  group: ['@strapi/*', 'koa', 'knex', '**/shared/**'],
  message: 'archive/ could be published alone.',
};
const NO_ADMIN = {
  group: ['@strapi/*', 'react-router-dom', 'styled-components', '#host', '#host/*'],
  message: 'Only admin/src/host may import the host admin.',
};
const NO_MAJOR = {
  regex: 'host/strapi[45](/|$)',
  message: 'Only host/ itself knows which Strapi it is on.',
};

const OF_MAJORS = 'What differs from one Strapi to the next is asked of host/.';

/** What would get round the imports. */
const SYNTAX = [
  { selector: 'Identifier[name=/strapi[45]/i]', message: OF_MAJORS },
  { selector: 'BinaryExpression[operator="in"][right.name="strapi"]', message: OF_MAJORS },
  { selector: 'ImportExpression[source.value=/^@strapi/]', message: NO_STRAPI.message },
];

export const layers = [
  {
    files: ['server/src/**/*.ts', 'admin/src/**/*.{ts,tsx}'],
    ignores: ['**/src/host/**', ...TESTS],
    rules: { 'no-restricted-syntax': ['error', ...SYNTAX] },
  },
  {
    files: ['server/src/*.ts'],
    ignores: TESTS,
    rules: forbid([NO_STRAPI, NO_MAJOR]),
  },
  {
    files: ['admin/src/*.ts'],
    ignores: TESTS,
    rules: forbid([NO_ADMIN, NO_MAJOR]),
  },
  ...layersOf('server/src', SERVER, (name) => {
    if (name === 'archive') return [NO_STRAPI_AT_ALL];
    return isHost(name) ? [] : [NO_STRAPI, NO_MAJOR];
  }),
  ...layersOf('admin/src', ADMIN, (name) => (isHost(name) ? [] : [NO_ADMIN, NO_MAJOR])),
];

function layersOf(root, table, also) {
  const names = Object.keys(table);
  return names.map((name, index) => {
    const below = table[name];
    const odd = below.find((other) => !names.slice(0, index).includes(other));
    if (odd)
      throw new Error(`${root}/${name} may not import ${odd}, which does not stand above it`);
    const others = names.filter((other) => other !== name && !below.includes(other));
    return {
      files: [MODULES.includes(name) ? `${root}/${name}.ts` : `${root}/${name}/**/*.{ts,tsx}`],
      ignores: TESTS,
      rules: forbid([
        ...also(name),
        {
          regex: pathsTo(others, name),
          message: `${name} stands below this, or beside it: see the arrows in docs/architecture.md.`,
        },
      ]),
    };
  });
}

/** A module reaches the others by `./`, a folder by way of the root, and what stands within itself by `./` again. */
function pathsTo(others, name) {
  if (MODULES.includes(name)) return `^\\./(${others.join('|')})(/|$)`;
  const within = others
    .filter((other) => other.startsWith(`${name}/`))
    .map((other) => `\\./${other.slice(name.length + 1)}`);
  return `^(${[`(\\.\\./)+(${others.join('|')})`, ...within].join('|')})(/|$)`;
}

function isHost(name) {
  return name.split('/')[0] === 'host';
}

function forbid(patterns) {
  return { '@typescript-eslint/no-restricted-imports': ['error', { patterns }] };
}
