/** `config/plugins` → `lifeboat.config`. */
export interface LifeboatConfig {
  /** Where uploaded archives are unpacked and checked. Relative to the app's root; never inside what the web serves. */
  stagingDir: string;
  /** The most bytes that one archive may unpack to; null for nine tenths of the free disk space. */
  maxUnpackedBytes: number | null;
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
  downloadWithin: 60,
  keepUploadsFor: 60,
  safetyCopiesDir: '.lifeboat/safety-copies',
  safetyCopies: 3,
};

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
  if (!isPositive(config.downloadWithin)) {
    throw new Error('"downloadWithin" must be a number of seconds above 0');
  }
  if (!isPositive(config.keepUploadsFor)) {
    throw new Error('"keepUploadsFor" must be a number of minutes above 0');
  }
}

export default { default: DEFAULTS, validator };
