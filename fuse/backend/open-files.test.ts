import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Overlay } from '../overlay/overlay.ts';
import { compileTemplate } from '../template/compile.ts';
import { trackInode } from '../tree/inodes.ts';
import { TestingLibrary } from '../writes/testing/library.ts';
import { OpenFiles } from './open-files.ts';

const ONE = trackInode(1);
let folder: string;
let library: TestingLibrary;
let overlay: Overlay;
let files: OpenFiles;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'descant-open-'));
  library = new TestingLibrary(folder);
  await library.add(1, 'One');
  overlay = await Overlay.open(library, { views: [{ name: '', template: compileTemplate('$title') }] });
  files = new OpenFiles(overlay);
});

afterEach(async () => {
  await files.closeAll();
  await rm(folder, { recursive: true });
});

async function head(handle: number): Promise<string> {
  const buffer = Buffer.alloc(2000);
  await files.read(handle, buffer, 2000, 0);
  return buffer.toString('latin1');
}

describe('handles whose page cache is shared', () => {
  it('move on to the current generation, so that the cache never gets old bytes', async () => {
    const handle = await files.open(ONE);
    expect(await head(handle)).toContain('TITLE=One');
    await library.commit({ trackId: 1, fields: { title: ['Two'] }, author: 'test' });
    await overlay.refresh([1]);
    expect(await head(handle)).toContain('TITLE=Two');
    expect(await Promise.all([head(handle), head(handle), head(handle)])).toEqual(
      Array.from({ length: 3 }, () => expect.stringContaining('TITLE=Two') as string),
    );
    await files.close(handle);
    expect(files.size).toBe(0);
  });

  it('of a track that left the library stay readable until they are closed', async () => {
    const handle = await files.open(ONE);
    library.remove(1);
    await overlay.refresh([1]);
    expect(await head(handle)).toContain('TITLE=One');
    await files.close(handle);
    await expect(files.open(ONE)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('that were closed cannot be read', async () => {
    const handle = await files.open(ONE);
    await files.close(handle);
    await expect(head(handle)).rejects.toMatchObject({ code: 'EBADF' });
  });
});
