import { type Cipher, type Decipher, createCipheriv, createDecipheriv, scrypt } from 'node:crypto';
import { promisify } from 'node:util';

/**
 * The official encryption (`@strapi/data-transfer` utils/encryption): scrypt of the key with an empty salt to
 * 16 bytes, then aes-128-ecb without an IV over the whole archive.
 */
const ALGORITHM = 'aes-128-ecb';
const KEY_BYTES = 16;

const scryptAsync = promisify<string, string, number, Buffer>(scrypt);

/** The cipher's own key, made from what a person typed (any text of one character or more). */
export type CipherKey = Buffer;

/** Off the main thread: scrypt takes tens of milliseconds by design. */
export function deriveCipherKey(key: string): Promise<CipherKey> {
  return scryptAsync(key, '', KEY_BYTES);
}

export function createEncipher(key: CipherKey): Cipher {
  return createCipheriv(ALGORITHM, key, null);
}

export function createDecipher(key: CipherKey): Decipher {
  return createDecipheriv(ALGORITHM, key, null);
}
