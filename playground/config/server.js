const fs = require('node:fs');
const path = require('node:path');

/** Node gives a request five minutes, and looks every half minute; a test has less time. */
const requestTimeouts = (env) => {
  const requestTimeout = env.int('REQUEST_TIMEOUT');
  if (requestTimeout === undefined) return {};
  return { requestTimeout, headersTimeout: requestTimeout, connectionsCheckingInterval: 500 };
};

/** A task that writes each second, and says when; for tests of what must not write. */
const restlessTask = {
  async task({ strapi }) {
    const name = `cron ${Date.now()}`;
    await strapi.db.query('api::tag.tag').create({ data: { name } });
  },
  options: '* * * * * *',
};

/** @param app the app's folder */
module.exports =
  (app) =>
  ({ env }) => {
    const publicDir = path.resolve(app, env('PUBLIC_DIR', './public'));

    // The local upload provider refuses to start without its folder, and a site with a PUBLIC_DIR of
    // its own begins with none.
    fs.mkdirSync(path.join(publicDir, 'uploads'), { recursive: true });

    return {
      host: env('HOST', '127.0.0.1'),
      port: env.int('PORT', 1337),
      url: env('PUBLIC_URL', ''),
      http: { serverOptions: requestTimeouts(env) },
      app: { keys: env.array('APP_KEYS', ['playground-app-key-1', 'playground-app-key-2']) },
      dirs: { public: publicDir },
      ...(env.bool('RESTLESS_CRON', false) && {
        cron: { enabled: true, tasks: { restless: restlessTask } },
      }),
      // Asks the npm registry at every start otherwise.
      logger: { updates: { enabled: false }, config: { level: env('LOG_LEVEL', 'http') } },
    };
  };
