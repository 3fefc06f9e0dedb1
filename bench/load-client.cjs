/**
 * Asks one address again and again over a few connections, each with a pause after the answer, until its parent says
 * 'end'; then sends all the times in milliseconds.
 */
const http = require('node:http');
const { performance } = require('node:perf_hooks');
const { setTimeout: sleep } = require('node:timers/promises');

const CONNECTIONS = 4;
const PAUSE_MS = 50;
/** The first answers include the making of the connections. */
const SKIPPED = 3;

const agent = new http.Agent({ keepAlive: true, maxSockets: CONNECTIONS });

function ask({ url, authorization }) {
  return new Promise((resolve, reject) => {
    const request = http.get(url, { agent, headers: { authorization } }, (response) => {
      response.resume();
      response.on('end', () => {
        if (response.statusCode === 200) resolve();
        else reject(new Error(`${url} answered ${response.statusCode}`));
      });
      response.on('error', reject);
    });
    request.on('error', reject);
  });
}

async function askOn(target, latencies, goesOn) {
  for (let asked = 0; goesOn(); asked += 1) {
    const started = performance.now();
    await ask(target);
    if (asked >= SKIPPED) latencies.push(performance.now() - started);
    await sleep(PAUSE_MS);
  }
}

process.once('message', async (target) => {
  let running = true;
  process.once('message', () => {
    running = false;
  });
  const latencies = [];
  const connections = Array.from({ length: CONNECTIONS }, () =>
    askOn(target, latencies, () => running),
  );
  process.send('begun');
  await Promise.all(connections);
  process.send(latencies, () => process.exit(0));
});
