import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** 256 random bits: knowing a ticket is having the right to its job. */
export function createTicket(): string {
  return randomBytes(32).toString('base64url');
}

/** In constant time whatever their lengths, by comparing hashes. */
export function ticketsMatch(given: string, expected: string): boolean {
  return timingSafeEqual(digest(given), digest(expected));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
