import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { defaultClientConditions, defineConfig } from 'vite';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const { dependencies, peerDependencies } = createRequire(import.meta.url)('../package.json') as {
  dependencies: Record<string, string>;
  peerDependencies: Record<string, string>;
};

/** What the host brings, or what is installed with the plugin; the same on either Strapi but for one. */
const external = [
  '@strapi/helper-plugin',
  ...Object.keys({ ...dependencies, ...peerDependencies }),
];

/** The admin pages for Strapi 4, which differ from those for Strapi 5 in what `#host` stands for. */
export default defineConfig({
  root,
  // No syntax that Strapi 4's webpack would not know.
  esbuild: { jsx: 'automatic', jsxDev: false },
  resolve: { conditions: ['strapi4', ...defaultClientConditions] },
  build: {
    outDir: path.join(root, 'dist-strapi4/dist/admin'),
    emptyOutDir: true,
    target: 'es2020',
    minify: false,
    lib: {
      entry: path.join(root, 'admin/src/index.ts'),
      formats: ['es', 'cjs'],
      fileName: (format) => (format === 'es' ? 'index.mjs' : 'index.js'),
    },
    rollupOptions: {
      external: (id) => external.some((name) => id === name || id.startsWith(`${name}/`)),
      output: { interop: 'auto', exports: 'named' },
    },
  },
});
