/**
 * Loaded into a Strapi before it starts (`--require`). Kills the process, makes it fail, or makes it wait, when it reaches
 * the step that the file LIFEBOAT_FAULT_FILE names at that moment: `<kill|throw|pause> <step>`.
 */
const { subscribe } = require('node:diagnostics_channel');
const { readFileSync, writeFileSync } = require('node:fs');
const { setTimeout: sleep } = require('node:timers/promises');

const file = process.env.LIFEBOAT_FAULT_FILE;
const read = () => readFileSync(file, 'utf8');

subscribe('lifeboat:step', (message) => {
  const order = read();
  const [action, step] = order.split(' ');
  if (step !== message.name) return;
  if (action === 'kill') process.kill(process.pid, 'SIGKILL');
  if (action === 'throw') message.error = new Error(`asked to fail at ${step}`);
  if (action === 'pause') message.until = until(order);
});

/** Resolves when the order is another one. */
async function until(order) {
  writeFileSync(`${file}.reached`, '');
  while (read() === order) await sleep(5);
}
