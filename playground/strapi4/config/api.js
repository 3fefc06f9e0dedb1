module.exports = require('../../config/api');
