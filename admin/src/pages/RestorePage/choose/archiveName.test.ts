import { describe, expect, it } from 'vitest';
import { looksEncrypted } from './archiveName';

describe('looksEncrypted', () => {
  it.each(['export.tar.gz.enc', 'export.tar.enc', 'EXPORT.TAR.GZ.ENC'])('%s does', (name) => {
    expect(looksEncrypted(name)).toBe(true);
  });

  it.each(['export.tar', 'export.tar.gz', 'enc', 'my.enc.tar.gz', ''])('%s does not', (name) => {
    expect(looksEncrypted(name)).toBe(false);
  });
});
