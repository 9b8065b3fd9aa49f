import { mkdtemp, open, rm, writeFile, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readFully } from './read-fully.ts';

const NAME = Buffer.from('/music/song.flac');
let folder: string;
let file: FileHandle;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'descant-read-'));
  await writeFile(join(folder, 'file'), 'abcdefghij');
  file = await open(join(folder, 'file'));
});
afterAll(async () => {
  await file.close();
  await rm(folder, { recursive: true });
});

it('reads exactly the wanted bytes to the wanted offset', async () => {
  const buffer = Buffer.alloc(6, '.');
  await readFully(file, NAME, buffer, 1, 4, 6);
  expect(buffer.toString()).toBe('.ghij.');
});

it('reads on where the system returns fewer bytes', async () => {
  const slow = {
    read: (buffer: Uint8Array, offset: number, length: number, position: number) =>
      file.read(buffer, offset, Math.min(length, 3), position),
  } as unknown as FileHandle;
  const buffer = Buffer.alloc(10, '.');
  await readFully(slow, NAME, buffer, 2, 8, 1);
  expect(buffer.toString()).toBe('..bcdefghi');
});

it('fails at the end of the file', async () => {
  await expect(readFully(file, NAME, Buffer.alloc(6), 0, 5, 6)).rejects.toMatchObject({
    code: 'EIO',
    message: '/music/song.flac is shorter than it was. Scan its folder again.',
  });
});

it('fails with the reason of the system', async () => {
  const broken = { read: async () => Promise.reject(new Error('EIO: i/o error')) } as unknown as FileHandle;
  await expect(readFully(broken, NAME, Buffer.alloc(6), 0, 5, 0)).rejects.toMatchObject({
    code: 'EIO',
    message: '/music/song.flac cannot be read: EIO: i/o error',
  });
});
