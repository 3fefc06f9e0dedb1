const path = require('node:path');

module.exports = require('../../config/server')(path.resolve(__dirname, '..'));
