import type FileSystem from 'node:fs';
import { statfsSync } from 'node:fs';
import { afterEach, expect, test, vi } from 'vitest';
import { silentFileSystem } from './file-systems.ts';

let type: number | bigint = 0;
vi.mock('node:fs', async (original) => ({
  ...(await original<typeof FileSystem>()),
  statfsSync: vi.fn(() => ({ type })),
}));
afterEach(() => {
  vi.restoreAllMocks();
});

// An int of 32 bits may come with its sign.
test.each([
  ['NFS', 0x6969],
  ['SMB', 0xff534d42],
  ['SMB', 0xff534d42 - 2 ** 32],
  ['FUSE', 0x65735546],
  [null, 0xef53],
])('%s', (name, number) => {
  type = number;
  expect(silentFileSystem(Buffer.from('/x'))).toBe(name);
});

test('what is not there is not silent', () => {
  vi.mocked(statfsSync).mockImplementationOnce(() => {
    throw new Error('ENOENT');
  });
  expect(silentFileSystem(Buffer.from('/x'))).toBeNull();
});
