const path = require('node:path');

module.exports = require('../../config/database')(path.resolve(__dirname, '..'));
