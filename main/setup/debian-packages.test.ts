import { describe, expect, it } from 'vitest';
import { installCommand, missingDebianPackages, NEEDED_TO_TEST, neededToMount } from './debian-packages.mjs';

describe('Debian packages', () => {
  it('are missing when neither their program nor their file is there', () => {
    expect(
      missingDebianPackages([
        { name: 'shell', program: 'sh' },
        { name: 'nothing', program: 'no-such-program-anywhere' },
        { name: 'root', file: '/' },
        { name: 'void', file: '/no/such/file' },
      ]),
    ).toEqual(['nothing', 'void']);
  });

  it('are none for a mount by root, and fuse3 for one by another user', () => {
    expect(neededToMount(0)).toEqual([]);
    expect(neededToMount(1000)).toEqual([{ name: 'fuse3', program: 'fusermount3' }]);
  });

  it('come by one command', () => {
    expect(installCommand(['flac', 'fuse3'])).toBe('sudo apt-get install flac fuse3');
  });

  it('are all there while the tests run', () => {
    expect(missingDebianPackages(NEEDED_TO_TEST)).toEqual([]);
  });
});
