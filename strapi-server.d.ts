import server = require('./dist/server/index.js');
export = server;
