import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { Core } from '@strapi/types';
import type { ConfigurationRecord } from '../rows/read-configuration';
import { type AssetStore, type OldAsset, storedName } from './asset-store';
import type { FileFields } from './file-rows';
import { openFile } from './open-file';
import { type Warn, warning } from '../../warnings';

/** The core store's row that names the admin's logos, and its fields that do (`@strapi/admin` project settings). */
const SETTINGS_KEY = 'core_admin_project-settings';
const LOGOS = ['menuLogo', 'authLogo'] as const;

/** What the admin keeps of a logo (`@strapi/data-transfer` project-settings-logos). */
const KEPT = ['name', 'hash', 'url', 'width', 'height', 'ext', 'size', 'provider'];

/** Logos are in no library that would know their type; a storage that serves them must. */
const MIME: Record<string, string> = {
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.gif': 'image/gif',
  '.webp': 'image/webp',
};

interface Logo extends FileFields {
  provider?: string;
  /** The logo's bytes in base64, which stand in the archive's line. */
  __transferBuffer?: string;
}

type Settings = Partial<Record<(typeof LOGOS)[number], Logo | null>>;

/** Puts the logos' bytes into the record of the project settings; any other record passes as it is. */
export async function packLogos(
  strapi: Core.Strapi,
  record: ConfigurationRecord,
  warn: Warn,
): Promise<ConfigurationRecord> {
  return mapLogos(record, async (logo) => {
    const file = await openFile(strapi, logo.provider || 'local', logo);
    if (!file) {
      warn(warning('logoMissing', { name: storedName(logo) }));
      return logo;
    }
    const content = await buffer(file.content);
    return { ...logo, __transferBuffer: content.toString('base64') };
  });
}

/**
 * Hands the logos in a record of the project settings to the store, and tells the record where they are now.
 * @param folder where they wait for the store to take them; on the file system of the uploads
 */
export async function unpackLogos(
  store: AssetStore,
  folder: string,
  record: ConfigurationRecord,
): Promise<ConfigurationRecord> {
  return mapLogos(record, async ({ __transferBuffer, ...logo }, field) => {
    if (!__transferBuffer) return logo;
    const content = Buffer.from(__transferBuffer, 'base64');
    const file = path.join(folder, `logo-${field}`);
    await writeFile(file, content, { mode: 0o644 });
    const name = String(logo.name ?? logo.hash);
    const mime = MIME[logo.ext?.toLowerCase() ?? ''] ?? 'application/octet-stream';
    const metadata = { ...logo, id: 1, name, mime, size: logo.size ?? content.length / 1000 };
    const filename = storedName(logo);
    const url = await store.put({ filename, path: file, size: content.length, metadata });
    const moved = { ...logo, url, provider: store.provider };
    return Object.fromEntries(Object.entries(moved).filter(([key]) => KEPT.includes(key))) as Logo;
  });
}

/** The logos that a record of the project settings names; none in any other record. */
export function logosIn(record: ConfigurationRecord): OldAsset[] {
  const settings = settingsIn(record) ?? {};
  return LOGOS.flatMap((field) => {
    const logo = settings[field];
    return logo?.url ? [{ ...logo, provider: logo.provider || 'local' }] : [];
  });
}

function settingsIn(record: ConfigurationRecord): Settings | undefined {
  if (record.value.key !== SETTINGS_KEY) return undefined;
  return { ...((record.value.value ?? {}) as Settings) };
}

async function mapLogos(
  record: ConfigurationRecord,
  change: (logo: Logo, field: string) => Promise<Logo>,
): Promise<ConfigurationRecord> {
  const settings = settingsIn(record);
  if (!settings) return record;
  for (const field of LOGOS) {
    const logo = settings[field];
    if (logo?.url) settings[field] = await change(logo, field);
  }
  return { ...record, value: { ...record.value, value: settings } };
}
