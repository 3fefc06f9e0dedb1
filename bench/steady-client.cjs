/**
 * Asks one address so many times a second, whether answers come or not, until its parent says 'end'; then waits for the
 * last answers and sends them all. A process of its own: its parent is busy with downloads.
 */
const http = require('node:http');
const { performance } = require('node:perf_hooks');
const { clearInterval, setInterval } = require('node:timers');

const TICK_MS = 10;
/** An answer that takes longer counts as none. */
const HANGS_AFTER_MS = 30_000;

const agent = new http.Agent({ keepAlive: true, maxSockets: Infinity });

function ask(url) {
  return new Promise((resolve) => {
    const request = http.get(url, { agent, timeout: HANGS_AFTER_MS }, (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode));
      response.on('error', () => resolve(0));
    });
    request.on('timeout', () => request.destroy(new Error('No answer')));
    request.on('error', () => resolve(0));
  });
}

process.once('message', ({ url, perSecond }) => {
  const answers = [];
  const underWay = [];
  const began = performance.now();
  const timer = setInterval(() => {
    const due = Math.floor(((performance.now() - began) / 1000) * perSecond);
    while (underWay.length < due) {
      const at = performance.now();
      const answered = ask(url).then((status) => {
        answers.push({ status, at: at - began, ms: performance.now() - at });
      });
      underWay.push(answered);
    }
  }, TICK_MS);
  process.once('message', async () => {
    clearInterval(timer);
    await Promise.all(underWay);
    process.send(answers, () => process.exit(0));
  });
  process.send('begun');
});
