/**
 * Loaded into a Strapi before it starts (`--require`). The file LIFEBOAT_FAULT_FILE says what goes wrong at that moment:
 * `kill <step>`, `throw <step>`, `pause <step>` (the restore waits until the file says another thing), `wait <step>`
 * (nothing of the process goes on until then) or `full <folder>` (nothing can be written there).
 */
const { subscribe } = require('node:diagnostics_channel');
const fs = require('node:fs');
const { setTimeout: sleep } = require('node:timers/promises');

const file = process.env.LIFEBOAT_FAULT_FILE;

function order() {
  const [action, ...rest] = fs.readFileSync(file, 'utf8').split(' ');
  return { action, target: rest.join(' ') };
}

subscribe('lifeboat:step', (message) => {
  const { action, target } = order();
  if (target !== message.name) return;
  if (action === 'kill') process.kill(process.pid, 'SIGKILL');
  if (action === 'throw') message.error = new Error(`asked to fail at ${target}`);
  if (action === 'pause') message.until = pause(target);
  if (action === 'wait') wait(target);
});

async function pause(step) {
  fs.writeFileSync(`${file}.waiting`, '');
  for (let { action, target } = order(); action === 'pause' && target === step; ) {
    await sleep(5);
    ({ action, target } = order());
  }
}

function wait(step) {
  fs.writeFileSync(`${file}.waiting`, '');
  const nothing = new Int32Array(new SharedArrayBuffer(4));
  for (let { action, target } = order(); action === 'wait' && target === step; ) {
    Atomics.wait(nothing, 0, 0, 20);
    ({ action, target } = order());
  }
}

/** What the system answers where a file is to be written on a full disk; undefined elsewhere. */
function noSpace(name, flags) {
  if (typeof name !== 'string' || !/[wa+]/.test(String(flags))) return undefined;
  const { action, target } = order();
  if (action !== 'full' || !name.startsWith(target)) return undefined;
  const error = new Error(`ENOSPC: no space left on device, open '${name}'`);
  return Object.assign(error, { code: 'ENOSPC', errno: -28, syscall: 'open', path: name });
}

const { open } = fs;
fs.open = (name, ...rest) => {
  const [flags] = rest;
  const error = noSpace(name, flags);
  if (error) process.nextTick(rest.at(-1), error);
  else open(name, ...rest);
};

for (const call of ['open', 'writeFile']) {
  const original = fs.promises[call];
  fs.promises[call] = async (name, ...rest) => {
    const error = noSpace(name, call === 'open' ? (rest[0] ?? 'r') : 'w');
    if (error) throw error;
    return original(name, ...rest);
  };
}
