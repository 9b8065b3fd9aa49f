import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fromMilliseconds, later } from './attributes.ts';
import { OverlayError } from './errors.ts';
import type { FileContent } from './file-content.ts';
import type { PlannedFile, PreviousLengths } from './plan-track.ts';
import { ServedFiles } from './served-files.ts';
import { stampOf } from './testing/stamp-of.ts';

let folder: string;
let path: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'descant-served-'));
  path = join(folder, 'song');
  await writeFile(path, 'original');
});
afterAll(async () => rm(folder, { recursive: true }));

const INODE = 7;
let content: FileContent | null;
let planned: (PreviousLengths | null)[];
let reads: number;
let failure: Error | null;
let problems: [string, number][];
let files: ServedFiles;
beforeEach(() => {
  [content, planned, reads, failure, problems] = [text('one'), [], 0, null, []];
  files = new ServedFiles(
    async () => {
      reads += 1;
      if (failure !== null) throw failure;
      return content;
    },
    1_000_000,
    (message, inode) => void problems.push([message, inode]),
  );
});

/** Content that is a text; its header is as long as the text, or as it was before. */
function text(value: string, generation = 0, more: Partial<PlannedFile> = {}): FileContent {
  const bytes = Buffer.from(value);
  const plan = { size: bytes.length, headerLength: bytes.length, segments: [{ kind: 'bytes', bytes } as const] };
  return {
    generation,
    original: null,
    name: 'song',
    plan: (before) => {
      planned.push(before);
      return {
        size: plan.size,
        headerLength: plan.headerLength,
        plan,
        writable: true,
        make: async () => plan,
        ...more,
      };
    },
    modified: (before) => later(5000, before),
  };
}

describe('a served file', () => {
  it('has the attributes of its plan, which are read once', async () => {
    expect(files.known(INODE)).toBeNull();
    const attributes = await files.attributes(INODE);
    expect(attributes).toEqual({
      inode: INODE,
      epoch: 0,
      kind: 'file',
      writable: true,
      size: 3,
      links: 1,
      modified: fromMilliseconds(5000),
    });
    expect(await files.attributes(INODE)).toBe(attributes);
    expect(files.known(INODE)).toBe(attributes);
    expect((await files.file(INODE)).attributes).toBe(attributes);
    expect(reads).toBe(1);
  });

  it('is the same file as long as it does not change', async () => {
    const file = await files.file(INODE);
    expect(await files.file(INODE)).toBe(file);
    files.expire(INODE);
    expect(files.known(INODE)).toBeNull();
    expect(await files.file(INODE)).toBe(file);
    expect(reads).toBe(2);
  });

  it('becomes another one with the next generation, planned from the lengths before', async () => {
    const before = await files.file(INODE);
    content = text('other', 1);
    files.expire(INODE);
    const after = await files.file(INODE);
    expect(after.attributes).toMatchObject({ epoch: 1, size: 5, modified: fromMilliseconds(5001) });
    expect([before.generation, after.generation]).toEqual([0, 1]);
    expect(planned).toEqual([null, { headerLength: 3, size: 3 }]);
    files.expire(INODE);
    expect((await files.attributes(INODE)).epoch).toBe(1);
    expect(planned).toEqual([null, { headerLength: 3, size: 3 }, { headerLength: 3, size: 3 }]);
  });

  it('becomes another one with another original or size of the same generation', async () => {
    content = { ...text('one'), original: { path: Buffer.from(path), stamp: stampOf(path) } };
    const first = await files.attributes(INODE);
    files.expire(INODE);
    expect(await files.attributes(INODE)).toBe(first);
    content = { ...text('one'), original: { path: Buffer.from(path), stamp: { ...stampOf(path), mtimeNs: 1n } } };
    files.expire(INODE);
    expect((await files.attributes(INODE)).epoch).toBe(1);
    content = { ...content, plan: text('longer').plan };
    files.expire(INODE);
    expect(await files.attributes(INODE)).toMatchObject({ epoch: 2, size: 6 });
  });

  it('says of an expired file whether its attributes were ever read', async () => {
    expect(files.expire(INODE)).toBe(false);
    await files.attributes(INODE);
    expect(files.expire(INODE)).toBe(true);
  });

  it('is renewed as another epoch of the same content', async () => {
    files.renew(INODE);
    expect(files.known(INODE)).toBeNull();
    const before = await files.file(INODE);
    files.renew(INODE);
    expect(files.known(INODE)).toEqual({ ...before.attributes, epoch: 1 });
    const after = await files.file(INODE);
    expect(after).not.toBe(before);
    expect(after.attributes.epoch).toBe(1);
  });

  it('counts its epochs on when it comes back after it was forgotten', async () => {
    const before = await files.file(INODE);
    files.expire(INODE);
    files.forget(INODE);
    content = text('other', 1);
    const after = await files.file(INODE);
    expect([before.attributes.epoch, after.attributes.epoch]).toEqual([0, 1]);
    files.forget(INODE);
    expect(await files.file(INODE)).not.toBe(after);
  });

  it('that is gone is not found', async () => {
    content = null;
    await expect(files.attributes(INODE)).rejects.toMatchObject({ code: 'ENOENT' });
    await expect(files.file(INODE)).rejects.toMatchObject({
      code: 'ENOENT',
      message: 'It is no longer in the library',
    });
    expect(problems).toEqual([]);
  });

  it('that is served without its edits is reported', async () => {
    content = {
      ...text('one'),
      plan: (before, onProblem) => {
        onProblem('song is shown without its edits');
        return text('one').plan(before, onProblem);
      },
    };
    await files.attributes(INODE);
    expect(problems).toEqual([['song is shown without its edits', INODE]]);
  });

  it('of a library that cannot be read is an I/O error that is reported', async () => {
    failure = new Error('disk unplugged');
    const message = 'The library cannot be read: disk unplugged';
    await expect(files.file(INODE)).rejects.toMatchObject({ code: 'EIO', message, cause: failure });
    expect(problems).toEqual([[message, INODE]]);
  });
});

describe('a change during a read', () => {
  it('of the library makes it read again', async () => {
    const change = (): void => {
      if (reads === 1) {
        content = text('other', 1);
        files.expire(INODE);
      }
    };
    const source = async (): Promise<FileContent | null> => {
      reads += 1;
      const now = content;
      await Promise.resolve();
      change();
      return now;
    };
    files = new ServedFiles(source, 1_000_000, () => undefined);
    expect((await files.attributes(INODE)).size).toBe(5);
    expect(reads).toBe(2);
  });

  it('of a header makes it be made again', async () => {
    let made = 0;
    const make = async (): Promise<never> => {
      made += 1;
      if (made === 1) {
        content = text('other', 1);
        files.expire(INODE);
      }
      return { size: 3, headerLength: 3, segments: [{ kind: 'bytes', bytes: Buffer.from('one') }] } as never;
    };
    content = text('one', 0, { plan: null, make });
    expect((await files.file(INODE)).plan.size).toBe(5);
    expect(made).toBe(1);
  });
});

describe('a header that is made on demand', () => {
  it('is made for the content, not for the attributes, and once for all callers', async () => {
    let made = 0;
    const plan = { size: 3, headerLength: 3, segments: [{ kind: 'bytes', bytes: Buffer.from('one') } as const] };
    content = text('one', 0, {
      plan: null,
      make: async () => {
        made += 1;
        return plan;
      },
    });
    await files.attributes(INODE);
    expect(made).toBe(0);
    const [first, second] = await Promise.all([files.file(INODE), files.file(INODE)]);
    expect(first).toBe(second);
    expect(first?.plan).toBe(plan);
    expect(made).toBe(1);
  });

  it('is made again for the next generation', async () => {
    const planned = (value: string): Partial<PlannedFile> => ({
      plan: null,
      make: async () => ({
        size: value.length,
        headerLength: value.length,
        segments: [{ kind: 'bytes', bytes: Buffer.from(value) }],
      }),
    });
    content = text('one', 0, planned('one'));
    const before = await files.file(INODE);
    content = text('other', 1, planned('other'));
    files.expire(INODE);
    const after = await files.file(INODE);
    expect(after).not.toBe(before);
    expect([after.generation, after.plan.size]).toEqual([1, 5]);
    expect(await files.file(INODE)).toBe(after);
  });

  it('that fails is an I/O error which names the file', async () => {
    const make = async (): Promise<never> => Promise.reject(new RangeError('too long'));
    content = text('one', 0, { plan: null, make });
    const message = 'The header of song cannot be made: too long';
    await expect(files.file(INODE)).rejects.toMatchObject({ code: 'EIO', message });
    expect(problems).toEqual([[message, INODE]]);
  });

  it('that fails with an error of the overlay fails with that one', async () => {
    const error = new OverlayError('EIO', 'song has changed');
    content = text('one', 0, { plan: null, make: async () => Promise.reject(error) });
    await expect(files.file(INODE)).rejects.toBe(error);
    expect(problems).toEqual([]);
  });

  it('of another length than the attributes say is never served', async () => {
    const make = async (): Promise<never> => ({ size: 4, headerLength: 4, segments: [] }) as never;
    content = text('one', 0, { plan: null, make });
    const message = 'The header of song has another length than its attributes say';
    await expect(files.file(INODE)).rejects.toMatchObject({ code: 'EIO', message });
    expect(problems).toEqual([[message, INODE]]);
  });
});
