import path from 'node:path';
import type { Core } from '@strapi/types';
import { hostOf } from './host';

/** A file as an upload provider takes it; it writes the new `url` into it. */
export interface ProviderFile {
  hash: string;
  ext?: string | null;
  url: string;
  stream?: NodeJS.ReadableStream;
  buffer?: Buffer;
  [field: string]: unknown;
}

/** What of `@strapi/upload`'s provider a transfer uses (upload server/register.js). */
export interface UploadProvider {
  uploadStream?(file: ProviderFile): Promise<void>;
  upload(file: ProviderFile): Promise<void>;
  delete(file: ProviderFile): Promise<void>;
  isPrivate(): Promise<boolean> | boolean;
  getSignedUrl(file: ProviderFile): Promise<{ url: string }>;
}

/** The name in `config/plugins`, `local` when nothing is said. */
export function uploadProviderName(strapi: Core.Strapi): string {
  return hostOf(strapi).pluginConfig<{ provider: string }>('upload').provider ?? 'local';
}

export function uploadProvider(strapi: Core.Strapi): UploadProvider {
  return (strapi.plugin('upload') as unknown as { provider: UploadProvider }).provider;
}

/** Where the local provider keeps its files (`@strapi/provider-upload-local`). */
export function uploadsFolder(strapi: Core.Strapi): string {
  return path.join(strapi.dirs.static.public, 'uploads');
}

/** The address that the local provider gives a file. */
export function localUrl(filename: string): string {
  return `/uploads/${filename}`;
}

/** Where a file's bytes can be fetched: a private storage of the configured provider wants a signature. */
export async function signedUrl(
  strapi: Core.Strapi,
  providerName: string,
  file: ProviderFile,
): Promise<string> {
  const provider = uploadProvider(strapi);
  if (providerName !== uploadProviderName(strapi) || !(await provider.isPrivate())) return file.url;
  return (await provider.getSignedUrl({ ...file })).url;
}
