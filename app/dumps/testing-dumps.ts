/** Dumps for tests: archives, files, ids and fingerprints. */
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { SeededRandom } from '../../tests/index-engine/seeded-random.ts';

const BLOCK = 512;

/** A tar archive of these files. */
export function tarOf(files: Readonly<Record<string, Buffer | string>>): Buffer {
  const parts = Object.entries(files).flatMap(([name, content]) => {
    const bytes = Buffer.from(content);
    return [tarHeader(name, bytes.length.toString(8).padStart(11, '0')), bytes, padding(bytes.length)];
  });
  return Buffer.concat([...parts, Buffer.alloc(2 * BLOCK)]);
}

/** @param size as the header has it: twelve bytes at most */
export function tarHeader(name: string, size: string | Buffer, type = '0'): Buffer {
  const header = Buffer.alloc(BLOCK);
  header.write(name, 0);
  Buffer.from(size).copy(header, 124);
  header.write(type, 156);
  header.write('ustar\u000000', 257);
  header.fill(' ', 148, 156);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return header;
}

export function padding(size: number): Buffer {
  return Buffer.alloc((BLOCK - (size % BLOCK)) % BLOCK);
}

/** Writes a dump whose lines are these: texts as they are, other values as JSON. Packed where the name ends in `.gz`. */
export function writeDump(path: string, lines: readonly unknown[]): string {
  const text = lines.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join('');
  writeFileSync(path, path.endsWith('.gz') ? gzipSync(text) : text);
  return path;
}

/** Ids like those of MusicBrainz and AcoustID, each of its number. */
export function testUuid(number: number): string {
  const hex = createHash('md5').update(String(number)).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20)].join('-');
}

/** A fingerprint that is like no other, of two minutes; neighbours differ in a few bits, as those of music do. */
export function testItems(number: number, length = 948): Uint32Array {
  const random = new SeededRandom(number);
  const items = new Uint32Array(length);
  let item = random.u32();
  for (let at = 0; at < length; at += 1) {
    item = (item ^ (1 << random.below(32)) ^ (1 << random.below(32)) ^ (1 << random.below(32))) >>> 0;
    items[at] = item;
  }
  return items;
}

/** A copy of a fingerprint with some of its bits changed. @param share of the bits */
export function heardAgain(items: Uint32Array, share: number, seed = 1): Uint32Array {
  const random = new SeededRandom(seed);
  return items.map((item) => {
    let copy = item;
    for (let bit = 0; bit < 32; bit += 1) if (random.chance(share)) copy ^= 1 << bit;
    return copy >>> 0;
  });
}
