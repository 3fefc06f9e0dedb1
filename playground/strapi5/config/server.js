const fs = require('node:fs');
const path = require('node:path');

module.exports = ({ env }) => {
  const publicDir = path.resolve(__dirname, '..', env('PUBLIC_DIR', './public'));

  // The local upload provider refuses to start without its folder, and a site with a PUBLIC_DIR of
  // its own begins with none.
  fs.mkdirSync(path.join(publicDir, 'uploads'), { recursive: true });

  return {
    host: env('HOST', '127.0.0.1'),
    port: env.int('PORT', 1337),
    url: env('PUBLIC_URL', ''),
    app: { keys: env.array('APP_KEYS', ['playground-app-key-1', 'playground-app-key-2']) },
    dirs: { public: publicDir },
    // Asks the npm registry at every start otherwise.
    logger: { updates: { enabled: false }, config: { level: env('LOG_LEVEL', 'http') } },
  };
};
