/** `config/plugins` → `lifeboat.config`. */
export interface LifeboatConfig {
  /** Where uploaded archives are unpacked and checked. Relative to the app's root; never inside what the web serves. */
  stagingDir: string;
  /** The most bytes that one archive may unpack to; null for nine tenths of the free disk space. */
  maxUnpackedBytes: number | null;
  /** The most entries that one archive may have; each file of the media library takes two. */
  maxEntries: number;
  /** The most bytes that one record of an archive may have: so much of it is held in memory, several times over. */
  maxRecordBytes: number;
  /** Seconds in which a prepared export must be fetched by the browser. */
  downloadWithin: number;
  /**
   * Where the copies that are made before a restore are kept. Relative to the app's root; never inside what the web
   * serves. On a server whose disk is replaced at each deployment, a volume that stays.
   */
  safetyCopiesDir: string;
  /** How many of them are kept, the newest. */
  safetyCopies: number;
  /** Minutes after which an upload that nobody restores is dropped. */
  keepUploadsFor: number;
}

const DEFAULTS: LifeboatConfig = {
  stagingDir: '.tmp/lifeboat',
  maxUnpackedBytes: null,
  maxEntries: 4_000_000,
  maxRecordBytes: 64 * 1024 * 1024,
  downloadWithin: 60,
  keepUploadsFor: 60,
  safetyCopiesDir: '.lifeboat/safety-copies',
  safetyCopies: 3,
};

/** What official archives hold at most in one jsonl file; no text of JavaScript's is twice as long. */
const MAX_RECORD_BYTES = 256 * 1024 * 1024;

function isPositive(value: unknown): boolean {
  return typeof value === 'number' && Number.isFinite(value) && value > 0;
}

/** @throws Error naming the option; Strapi puts the plugin's name before it and does not start. */
function validator(config: Partial<LifeboatConfig>): void {
  if (typeof config.stagingDir !== 'string' || config.stagingDir === '') {
    throw new Error('"stagingDir" must be the path of a folder');
  }
  if (typeof config.safetyCopiesDir !== 'string' || config.safetyCopiesDir === '') {
    throw new Error('"safetyCopiesDir" must be the path of a folder');
  }
  if (!isPositive(config.safetyCopies) || !Number.isInteger(config.safetyCopies)) {
    throw new Error('"safetyCopies" must be a whole number above 0');
  }
  if (config.maxUnpackedBytes !== null && !isPositive(config.maxUnpackedBytes)) {
    throw new Error('"maxUnpackedBytes" must be a number of bytes above 0, or null');
  }
  if (!isPositive(config.maxEntries)) {
    throw new Error('"maxEntries" must be a number above 0');
  }
  if (!isPositive(config.maxRecordBytes) || Number(config.maxRecordBytes) > MAX_RECORD_BYTES) {
    throw new Error(`"maxRecordBytes" must be a number of bytes from 1 to ${MAX_RECORD_BYTES}`);
  }
  if (!isPositive(config.downloadWithin)) {
    throw new Error('"downloadWithin" must be a number of seconds above 0');
  }
  if (!isPositive(config.keepUploadsFor)) {
    throw new Error('"keepUploadsFor" must be a number of minutes above 0');
  }
}

export default { default: DEFAULTS, validator };
