import { describe, expect, it } from 'vitest';
import { type FileFields, type FileRow, providerOf } from './file-rows';

const LOCAL = '/uploads/a.png';
const REMOTE = 'https://bucket.example/a.png';

const file = (url: string): FileFields => ({ hash: 'a', ext: '.png', url });
const row = (provider: string, url: string): FileRow => ({ id: 1, provider, ...file(url) });

describe('which provider has a file', () => {
  it.each([
    ['as the row says, on this machine', 'local', LOCAL, LOCAL, 'local'],
    ['as the row says, in a cloud', 'aws-s3', REMOTE, REMOTE, 'aws-s3'],
    ['as the row says, in another cloud', 'cloudinary', REMOTE, REMOTE, 'cloudinary'],
    [
      'as the row says, with a provider whose addresses have no host',
      'aws-s3',
      LOCAL,
      LOCAL,
      'aws-s3',
    ],
    ['a format that was brought here without its file', 'local', LOCAL, REMOTE, 'aws-s3'],
    ['a format without a scheme in its address', 'local', LOCAL, '//bucket.example/a', 'aws-s3'],
    ['a format that is on this machine without its file', 'cloudinary', REMOTE, LOCAL, 'local'],
  ])('%s', (_, provider, url, formatUrl, expected) => {
    expect(providerOf(row(provider, url), file(formatUrl), 'aws-s3')).toBe(expected);
  });
});
