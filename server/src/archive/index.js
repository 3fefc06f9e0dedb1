export { deriveCipherKey } from './cipher';
export { ArchiveError } from './errors';
export { createJsonlWriter } from './jsonl-writer';
export { splitLines } from './lines';
export { collect, openArchive, skip } from './reader';
export { createArchiveWriter } from './writer';
