import { createCipheriv, createDecipheriv, scrypt } from 'node:crypto';
import { promisify } from 'node:util';
/**
 * The official encryption (`@strapi/data-transfer` utils/encryption): scrypt of the key with an empty salt to
 * 16 bytes, then aes-128-ecb without an IV over the whole archive.
 */
const ALGORITHM = 'aes-128-ecb';
const KEY_BYTES = 16;
const scryptAsync = promisify(scrypt);
/** Off the main thread: scrypt takes tens of milliseconds by design. */
export function deriveCipherKey(key) {
  return scryptAsync(key, '', KEY_BYTES);
}
export function createEncipher(key) {
  return createCipheriv(ALGORITHM, key, null);
}
export function createDecipher(key) {
  return createDecipheriv(ALGORITHM, key, null);
}
