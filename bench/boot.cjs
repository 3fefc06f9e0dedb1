/**
 * Loads the Strapi app of the working directory with the modules and the calls of the official commands, tells what
 * memory that took, and ends: what a command costs before it does anything of its own.
 */
const { createRequire } = require('node:module');

/** As the command's own file, given as an argument, would load them. */
const load = createRequire(process.argv[2]);
const isStrapi4 = load('../package.json').version.startsWith('4.');
// What Strapi 4 has in `cli.js` runs the command at once.
load(isStrapi4 ? '../dist/commands/index.js' : '../dist/cli.js');
load('@strapi/data-transfer');
const strapi = load('@strapi/strapi');

const [compile, create] = isStrapi4
  ? [strapi.compile, strapi]
  : [strapi.compileStrapi, strapi.createStrapi];

async function boot() {
  const app = create(await compile());
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
