/** Of answers of all types, as no site of sense would. */
const compression = { name: 'strapi::compression', config: { filter: () => true } };

/** Any origin may ask, unless the environment lists those that may. */
const cors = (env) =>
  env('CORS_ORIGIN')
    ? { name: 'strapi::cors', config: { origin: env.array('CORS_ORIGIN') } }
    : 'strapi::cors';

module.exports = ({ env }) => [
  'strapi::logger',
  'strapi::errors',
  'strapi::security',
  cors(env),
  'strapi::poweredBy',
  'strapi::query',
  'strapi::body',
  'strapi::session',
  ...(env.bool('COMPRESSION', false) ? [compression] : []),
  'strapi::favicon',
  'strapi::public',
];
