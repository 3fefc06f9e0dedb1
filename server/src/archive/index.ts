export { type CipherKey, deriveCipherKey } from './cipher';
export { ArchiveError, type ArchiveErrorCode } from './errors';
export { gather } from './gather';
export { type JsonlWriter, createJsonlWriter } from './jsonl-writer';
export { letGo } from './let-go';
export { countLines, createLineSplitter, linesIn, wholeLines } from './lines';
export { MANIFEST_ENTRY, type ManifestFacts, checkManifest, manifestLine } from './manifest';
export {
  type ArchiveEntry,
  type ArchiveForm,
  type ArchiveReaderOptions,
  type OpenArchive,
  collect,
  openArchive,
  skip,
} from './reader';
export { type ArchiveWriter, type ArchiveWriterOptions, createArchiveWriter } from './writer';
