/**
 * `npm run build:strapi4`: makes `dist-strapi4/`, the plugin as a package for Strapi 4, from the same sources. Its
 * majors follow Strapi's: 5.1.2 of the plugin for Strapi 5 is 4.1.2 for Strapi 4.
 */
import console from 'node:console';
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const target = path.join(root, 'dist-strapi4');
const adminConfig = path.join(root, 'admin/vite.strapi4.config.mts');
const hasAdmin = fs.existsSync(adminConfig);

/** What Strapi 4.26 brings. */
const PEERS = {
  '@strapi/design-system': '^1.19.0',
  '@strapi/helper-plugin': '^4.26.0',
  '@strapi/icons': '^1.19.0',
  '@strapi/strapi': '^4.26.0',
  react: '^17.0.0 || ^18.0.0',
  'react-dom': '^17.0.0 || ^18.0.0',
  'react-intl': '^6.0.0',
  'react-router-dom': '^5.3.4',
  'styled-components': '^5.3.3',
};

const manifest = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));

function packageJson() {
  const { name, version, description, keywords, license, dependencies, engines, strapi } = manifest;
  return {
    name,
    version: version.replace(/^\d+/, '4'),
    description,
    keywords,
    license,
    // No `type`: when told that it is CommonJS, Strapi 4's webpack does not take strapi-admin.js.
    // No `exports`: Strapi 4 finds strapi-server.js and strapi-admin.js by their place.
    files: ['dist', 'strapi-server.js', ...(hasAdmin ? ['strapi-admin.js'] : [])],
    dependencies,
    peerDependencies: PEERS,
    engines,
    strapi,
  };
}

function copyFiles() {
  const names = [
    'README.md',
    'LICENSE',
    'strapi-server.js',
    ...(hasAdmin ? ['strapi-admin.js'] : []),
  ];
  for (const name of names) fs.copyFileSync(path.join(root, name), path.join(target, name));
  const text = `${JSON.stringify(packageJson(), undefined, 2)}\n`;
  fs.writeFileSync(path.join(target, 'package.json'), text);
}

/** The server knows both hosts; what it depends on is installed beside it. */
async function buildServer() {
  await build({
    configFile: false,
    root,
    logLevel: 'warn',
    build: {
      ssr: 'server/src/index.ts',
      outDir: path.join(target, 'dist/server'),
      emptyOutDir: true,
      target: 'node20',
      minify: false,
      rollupOptions: {
        external: Object.keys(manifest.dependencies),
        output: { format: 'cjs', exports: 'default', entryFileNames: 'index.js' },
      },
    },
  });
}

async function buildAdmin() {
  if (!hasAdmin) {
    console.log('No admin for Strapi 4 yet.');
    return;
  }
  await build({ configFile: adminConfig, logLevel: 'warn' });
}

/**
 * An app's bundler looks for what the admin pages import from the package's own folder upwards, and would find Strapi 5's
 * at the root. In an app of its own npm puts them beside the package; here the playground's are linked.
 */
function linkPeers() {
  const installed = path.join(root, 'playground/strapi4/node_modules');
  for (const name of [...Object.keys(PEERS), 'react-query']) {
    const link = path.join(target, 'node_modules', name);
    fs.rmSync(link, { force: true });
    if (name === '@strapi/strapi' || !fs.existsSync(path.join(installed, name))) continue;
    fs.mkdirSync(path.dirname(link), { recursive: true });
    fs.symlinkSync(path.relative(path.dirname(link), path.join(installed, name)), link, 'junction');
  }
}

fs.mkdirSync(target, { recursive: true });
process.chdir(root);
copyFiles();
await buildServer();
await buildAdmin();
linkPeers();
