module.exports = require('../../config/middlewares');
