import { mkdtemp, readdir, readlink, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { withPlanFiles } from './plan-files.ts';
import { stampOf } from './testing/stamp-of.ts';

let folder: string;
let original: string;
let picture: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'descant-plan-files-'));
  [original, picture] = [join(folder, 'song.ogg'), join(folder, 'cover.jpg')];
  await writeFile(original, 'the original');
  await writeFile(picture, Buffer.alloc(100_000, 'picture '));
});
afterAll(async () => rm(folder, { recursive: true }));

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString();

it('header writers can read the original and its pictures synchronously', async () => {
  const read = await withPlanFiles(Buffer.from(original), stampOf(original), ({ source, blob }) => [
    source.size,
    text(source.read(4, 8)),
    text(blob(picture).read(0, 7)),
    // In the second block, and at the end of the file.
    text(blob(picture).read(80_000, 7)),
    text(blob(picture).read(99_992, 8)),
  ]);
  expect(read).toEqual([12, 'original', 'picture', 'picture', 'picture ']);
});

it('the files are closed, also when the work fails', async () => {
  const open = async (): Promise<string[]> => {
    const numbers = await readdir('/proc/self/fd');
    const paths = await Promise.all(numbers.map((number) => readlink(`/proc/self/fd/${number}`).catch(() => '')));
    return paths.filter((path) => path.startsWith(folder));
  };
  for (const fails of [false, true]) {
    const done = withPlanFiles(Buffer.from(original), stampOf(original), ({ source, blob }) => {
      source.read(0, 1);
      blob(picture).read(0, 1);
      if (fails) throw new RangeError('does not fit');
    });
    await (fails ? expect(done).rejects.toThrow('does not fit') : done);
    expect(await open()).toEqual([]);
  }
});

it('behind the end of a picture there are zeros, as its length is known from the track', async () => {
  const read = await withPlanFiles(Buffer.from(original), stampOf(original), ({ blob }) =>
    blob(picture).read(99_996, 8),
  );
  expect([...read]).toEqual([...Buffer.from('ure \0\0\0\0')]);
});

it('a picture that is missing is an I/O error that names it', async () => {
  const missing = join(folder, 'none.jpg');
  await expect(
    withPlanFiles(Buffer.from(original), stampOf(original), ({ blob }) => blob(missing).read(0, 1)),
  ).rejects.toMatchObject({
    code: 'EIO',
    message: `The picture ${missing} cannot be opened`,
    cause: { code: 'ENOENT' },
  });
});

it('an original that is not the scanned one is an I/O error', async () => {
  const stamp = { ...stampOf(original), size: 5 };
  await expect(withPlanFiles(Buffer.from(original), stamp, () => 1)).rejects.toMatchObject({ code: 'EIO' });
});

it('the errors of the work are passed on', async () => {
  await expect(
    withPlanFiles(Buffer.from(original), stampOf(original), () => {
      throw new RangeError('does not fit');
    }),
  ).rejects.toThrow(new RangeError('does not fit'));
});
