/**
 * Loads the Strapi app of the working directory with the modules and the calls of the official commands, tells what
 * memory that took, and ends: what a command costs before it does anything of its own.
 */
const path = require('node:path');

const strapiDir = path.resolve(__dirname, '../node_modules/@strapi/strapi');
require(path.join(strapiDir, 'dist/cli.js'));
require('@strapi/data-transfer');
const { compileStrapi, createStrapi } = require('@strapi/strapi');

async function boot() {
  const app = createStrapi(await compileStrapi());
  app.log.level = 'error';
  await app.load();
  console.log(JSON.stringify({ rss: process.memoryUsage.rss() }));
  await app.destroy();
}

boot().then(
  () => process.exit(0),
  (error) => {
    console.error(error);
    process.exit(1);
  },
);
