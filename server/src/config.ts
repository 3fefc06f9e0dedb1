/** `config/plugins` → `lifeboat.config`. */
export interface LifeboatConfig {
  /** Whether this site can be restored at all, and undone. False takes the permission away from everybody. */
  allowRestore: boolean;
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
  /**
   * Whether other servers share the database: each then asks it every second whether another one restores. A database
   * that sleeps when nobody asks would never do so.
   */
  severalInstances: boolean;
  /** Minutes after which an upload that nobody restores is dropped. */
  keepUploadsFor: number;
  /** The most bytes that an uploaded file may have; null for what the disk has room for. */
  maxUploadBytes: number | null;
  /** How many uploads one person may have on the server: under way, broken off, or not restored yet. All people: 5 times as many. */
  maxOpenUploads: number;
  /** Hours after which what has arrived of an upload that does not go on is deleted. */
  keepUnfinishedFor: number;
  /**
   * Where archives may lie that are chosen by name in the Restore page instead of uploaded; null for nowhere. Relative
   * to the app's root.
   */
  archivesDir: string | null;
}

const DEFAULTS: LifeboatConfig = {
  allowRestore: true,
  stagingDir: '.tmp/lifeboat',
  maxUnpackedBytes: null,
  maxEntries: 4_000_000,
  maxRecordBytes: 64 * 1024 * 1024,
  downloadWithin: 60,
  keepUploadsFor: 60,
  maxUploadBytes: null,
  maxOpenUploads: 20,
  keepUnfinishedFor: 24,
  archivesDir: null,
  safetyCopiesDir: '.lifeboat/safety-copies',
  safetyCopies: 3,
  severalInstances: false,
};

/** What official archives hold at most in one jsonl file; no text of JavaScript's is twice as long. */
const MAX_RECORD_BYTES = 256 * 1024 * 1024;

type Rule = [isRight: (value: unknown) => boolean, words: string];

const isPositive = (value: unknown): boolean =>
  typeof value === 'number' && Number.isFinite(value) && value > 0;
const isCount = (value: unknown): boolean => isPositive(value) && Number.isInteger(value);
const isFolder = (value: unknown): boolean => typeof value === 'string' && value !== '';
const isSwitch = (value: unknown): boolean => typeof value === 'boolean';
const orNull =
  (isRight: Rule[0]): Rule[0] =>
  (value) =>
    value === null || isRight(value);

const RULES: Record<keyof LifeboatConfig, Rule> = {
  allowRestore: [isSwitch, 'true or false'],
  stagingDir: [isFolder, 'the path of a folder'],
  maxUnpackedBytes: [orNull(isPositive), 'a number of bytes above 0, or null'],
  maxEntries: [isPositive, 'a number above 0'],
  maxRecordBytes: [
    (value) => isPositive(value) && Number(value) <= MAX_RECORD_BYTES,
    `a number of bytes from 1 to ${MAX_RECORD_BYTES}`,
  ],
  downloadWithin: [isPositive, 'a number of seconds above 0'],
  safetyCopiesDir: [isFolder, 'the path of a folder'],
  safetyCopies: [isCount, 'a whole number above 0'],
  severalInstances: [isSwitch, 'true or false'],
  keepUploadsFor: [isPositive, 'a number of minutes above 0'],
  maxUploadBytes: [orNull(isPositive), 'a number of bytes above 0, or null'],
  maxOpenUploads: [isCount, 'a whole number above 0'],
  keepUnfinishedFor: [isPositive, 'a number of hours above 0'],
  archivesDir: [orNull(isFolder), 'the path of a folder, or null'],
};

/** @throws Error naming the option; Strapi puts the plugin's name before it and does not start. */
function validator(config: Record<string, unknown>): void {
  for (const option of Object.keys(config)) {
    if (option in RULES) continue;
    const known = Object.keys(RULES).join(', ');
    throw new Error(`"${option}" is not an option. There are: ${known}`);
  }
  for (const [option, [isRight, words]] of Object.entries(RULES)) {
    if (!isRight(config[option])) throw new Error(`"${option}" must be ${words}`);
  }
}

export default { default: DEFAULTS, validator };
