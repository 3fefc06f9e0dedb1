const path = require('node:path');

const DEFAULT_PORTS = { postgres: 5432, mysql: 3306 };

/**
 * @param app the app's folder
 * @param mysql what that Strapi calls the driver which it has for MySQL
 */
module.exports =
  (app, mysql = 'mysql') =>
  ({ env }) => {
    const client = env('DATABASE_CLIENT', 'sqlite');

    if (client === 'sqlite') {
      const filename = path.resolve(app, env('DATABASE_FILENAME', '.tmp/data.db'));

      return { connection: { client, connection: { filename }, useNullAsDefault: true } };
    }

    return {
      connection: {
        client: client === 'mysql' ? mysql : client,
        connection: {
          host: env('DATABASE_HOST', '127.0.0.1'),
          port: env.int('DATABASE_PORT', DEFAULT_PORTS[client]),
          database: env('DATABASE_NAME', 'lifeboat'),
          user: env('DATABASE_USERNAME', 'lifeboat'),
          password: env('DATABASE_PASSWORD', 'lifeboat'),
          ...(client === 'postgres' && { schema: env('DATABASE_SCHEMA', 'public') }),
        },
      },
    };
  };
