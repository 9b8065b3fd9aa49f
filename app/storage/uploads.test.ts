import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ReadableStream } from 'node:stream/web';
import { beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../tests/support/temporary-folder.ts';
import { Uploads } from './uploads.ts';

let library: string;
let folder: string;
let uploads: Uploads;
beforeEach(() => {
  library = temporaryFolder();
  folder = join(library, 'uploads');
  uploads = new Uploads(library);
});

const bytesOf = (...chunks: readonly string[]): ReadableStream<Uint8Array> =>
  ReadableStream.from(chunks.map((chunk) => Buffer.from(chunk)));
const never = new AbortController().signal;

describe('an upload', () => {
  it('is a private file with the bytes that came, while it is used, and is gone afterwards', async () => {
    const seen = await uploads.with(bytesOf('one ', 'two'), 7, never, async (path) => {
      const file = Buffer.from(path).toString();
      return [readFileSync(file, 'utf8'), statSync(file).mode & 0o777, statSync(folder).mode & 0o777];
    });
    expect(seen).toEqual(['one two', 0o600, 0o700]);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is gone when what uses it fails', async () => {
    const failing = uploads.with(bytesOf('x'), 9, never, async () => {
      expect(readdirSync(folder)).toHaveLength(1);
      throw new Error('no sound');
    });
    await expect(failing).rejects.toThrow('no sound');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is refused with one byte more than the limit, and leaves nothing', async () => {
    let used = false;
    const tooLarge = uploads.with(bytesOf('1234', '5678'), 7, never, async () => (used = true));
    await expect(tooLarge).rejects.toMatchObject({ code: 'FILE_TOO_LARGE' });
    expect(used).toBe(false);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('ends with the client that sends it', async () => {
    const client = new AbortController();
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        controller.enqueue(Buffer.from('x'));
        client.abort();
      },
    });
    await expect(uploads.with(endless, 1e9, client.signal, async () => null)).rejects.toMatchObject({
      name: 'AbortError',
    });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('has a name of its own beside others', async () => {
    await uploads.with(bytesOf('first'), 9, never, () =>
      uploads.with(bytesOf('second'), 9, never, async () => expect(readdirSync(folder)).toHaveLength(2)),
    );
  });
});

it('what a killed process has left is removed by the next', async () => {
  const left = join(folder, 'left');
  mkdirSync(folder);
  writeFileSync(left, 'x');
  const next = new Uploads(library);
  await next.with(bytesOf('y'), 9, never, async () => expect(existsSync(left)).toBe(false));
});
