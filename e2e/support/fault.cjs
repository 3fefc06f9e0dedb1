/**
 * Loaded into a Strapi before it starts (`--require`). Kills the process, or makes it fail, when it reaches the step that
 * the file LIFEBOAT_FAULT_FILE names at that moment: `<kill|throw> <step>`.
 */
const { subscribe } = require('node:diagnostics_channel');
const { readFileSync } = require('node:fs');

subscribe('lifeboat:step', (message) => {
  const [action, step] = readFileSync(process.env.LIFEBOAT_FAULT_FILE, 'utf8').split(' ');
  if (step !== message.name) return;
  if (action === 'kill') process.kill(process.pid, 'SIGKILL');
  if (action === 'throw') message.error = new Error(`asked to fail at ${step}`);
});
