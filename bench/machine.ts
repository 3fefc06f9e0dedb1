import { statfs } from 'node:fs/promises';
import {
  arch,
  availableParallelism,
  cpus,
  release,
  tmpdir,
  totalmem,
  type as system,
} from 'node:os';
import { HOST } from '../e2e/support/host';
import { type DatabaseClient, describeDatabase } from './databases';

/** Of `man 2 statfs`. */
const TMPFS = 0x01021994;

/** What figures depend on, in one line. */
export async function describeMachine(database: DatabaseClient, scale: number): Promise<string> {
  const facts = [
    `Strapi ${HOST.version}`,
    await describeDatabase(database),
    `Node ${process.versions.node}`,
    `${availableParallelism()} cores (${cpus()[0]?.model.trim() || arch()})`,
    `${Math.round(totalmem() / 2 ** 30)} GiB of memory`,
    `${system()} ${release()}`,
    new Date().toISOString().slice(0, 10),
  ];
  if ((await statfs(tmpdir())).type === TMPFS) facts.push('sites and archives in memory (tmpfs)');
  if (scale !== 1) facts.push(`content at ${scale} of its size`);
  return `${facts.join(', ')}.`;
}
