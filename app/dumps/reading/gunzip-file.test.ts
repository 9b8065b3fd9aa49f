import { createReadStream, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { SeededRandom } from '../../../tests/index-engine/seeded-random.ts';
import { temporaryFolder } from '../../../tests/support/temporary-folder.ts';
import { gunzipFile } from './gunzip-file.ts';

const folder = temporaryFolder();
const random = new SeededRandom(5);
const LIST = Buffer.from(Array.from({ length: 60_000 }, () => `{"id":${random.u32()}}\n`).join(''));
const PACKED = gzipSync(LIST);

async function read(bytes: Buffer): Promise<{ content: Buffer; message: string | null }> {
  const path = join(folder, 'list.gz');
  writeFileSync(path, bytes);
  const content: Buffer[] = [];
  try {
    for await (const piece of gunzipFile(path, createReadStream(path))) content.push(piece);
    return { content: Buffer.concat(content), message: null };
  } catch (error) {
    expect(error).toMatchObject({ code: 'DAMAGED_DUMP', path });
    return { content: Buffer.concat(content), message: (error as Error).message };
  }
}

/** Whether a list is there from its begin to its end; the whole list in a failure would be a megabyte of output. */
const isWhole = (content: Buffer): boolean => content.equals(LIST);

it('gives all that is before bytes that are no gzip, and says where they are', async () => {
  const { content, message } = await read(Buffer.concat([PACKED, Buffer.from('<html>not found</html>')]));
  expect(isWhole(content)).toBe(true);
  expect(message).toBe(`it is damaged at byte ${PACKED.length + 2} (incorrect header check)`);
  const second = gzipSync('{"id":0}\n');
  const behind = await read(Buffer.concat([PACKED, second, Buffer.from('garbage')]));
  expect(behind.content.length).toBe(LIST.length + 9);
  expect(behind.message).toMatch(`byte ${PACKED.length + second.length + 2} `);
});

it('takes zeroes behind the end as padding', async () => {
  const { content, message } = await read(Buffer.concat([PACKED, Buffer.alloc(700)]));
  expect(isWhole(content)).toBe(true);
  expect(message).toBeNull();
});

it('gives all of a file that lacks its last bytes, or has another checksum', async () => {
  const cut = await read(PACKED.subarray(0, -4));
  expect(isWhole(cut.content)).toBe(true);
  expect(cut.message).toBe(`it is cut off after ${PACKED.length - 4} bytes`);
  const other = Buffer.from(PACKED);
  other[other.length - 8]! ^= 1;
  const changed = await read(other);
  expect(isWhole(changed.content)).toBe(true);
  expect(changed.message).toMatch(/ \(incorrect data check\)$/);
});

it('ends the work when its reader does', async () => {
  const path = join(folder, 'damaged.gz');
  writeFileSync(path, Buffer.concat([PACKED, Buffer.from('garbage')]));
  for (let pieces = 1; pieces < 8; pieces += 1) {
    const content = gunzipFile(path, createReadStream(path));
    for (let at = 0; at < pieces; at += 1) await content.next().catch(() => {});
    expect(await content.return()).toEqual({ done: true, value: undefined });
  }
});
