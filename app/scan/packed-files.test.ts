import type { BigIntStats } from 'node:fs';
import { expect, it } from 'vitest';
import { recordOf, type FileRecord } from './file-record.ts';
import { PackedFiles } from './packed-files.ts';
import type { ScannedFile } from './scanned-file.ts';

const stats = { dev: 2n ** 64n - 1n, ino: 2n ** 63n, size: 2n ** 40n, mtimeNs: -1n, ctimeNs: 5n } as BigIntStats;

function record(name: Buffer, more: Partial<ScannedFile> = {}): FileRecord {
  return recordOf({
    name,
    stats,
    properties: { codec: 'mp3', duration: 12.5, sampleRate: 44_100, channels: 2, bitrate: 320_000, lossless: false },
    tags: { title: ['Čas', '夜'], genre: ['Folk', 'Jazz'], composer: ['A', 'B'], rating: ['3.5'] },
    layout: null,
    pictures: 2,
    audioKey: Buffer.from([0, 0xff, 0x80]),
    error: null,
    damage: 'cut off',
    ...more,
  });
}

it('has all that is known of a file, in the order in which files were added', () => {
  const [one, other] = [Buffer.from('/a\xff', 'latin1'), Buffer.from('/b')];
  const files = new PackedFiles();
  const known = record(Buffer.from([0x61, 0xff, 0x00e9]));
  const broken = record(Buffer.from('2'), { audioKey: null, error: 'cut', damage: null, tags: {}, pictures: 0 });
  files.add(one, known);
  files.add(one, broken);
  files.add(other, known);
  files.add(one, broken);
  expect(files.count).toBe(4);
  expect([...files]).toEqual([
    { folder: one, files: [known, broken] },
    { folder: other, files: [known] },
    { folder: one, files: [broken] },
  ]);
});

it('is the same in another thread, whatever the number of files', () => {
  for (const number of [0, 1, 31, 32, 33, 64, 100]) {
    const files = new PackedFiles();
    const folder = Buffer.from('/m');
    const names = Array.from({ length: number }, (_, i) => `${i}.mp3`);
    for (const name of names) files.add(folder, record(Buffer.from(name)));
    expect(files.isEmpty).toBe(number === 0);
    const portions = files.portions();
    const transfer = portions.map(({ buffer }) => buffer);
    const arrived = new PackedFiles(structuredClone(portions, { transfer }));
    expect(portions.every(({ length }) => length === 0)).toBe(true);
    expect(arrived.isEmpty).toBe(number === 0);
    const read = [...arrived].flatMap((one) => one.files);
    expect(read.map(({ name }) => name.toString())).toEqual(names);
  }
});
