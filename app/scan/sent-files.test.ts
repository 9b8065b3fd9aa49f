import type { BigIntStats } from 'node:fs';
import { MessageChannel } from 'node:worker_threads';
import { afterAll, expect, it } from 'vitest';
import { recordOf, type FileRecord } from './file-record.ts';
import { ReceivedFiles, SentFiles } from './sent-files.ts';
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

const { port1, port2 } = new MessageChannel();
afterAll(() => port1.close());

it('has all that is known of a file, in the order in which files were added', () => {
  const [one, other] = [Buffer.from('/a\xff', 'latin1'), Buffer.from('/b')];
  const files = new SentFiles(port1);
  const known = record(Buffer.from([0x61, 0xff, 0x00e9]));
  const broken = record(Buffer.from('2'), { audioKey: null, error: 'cut', damage: null, tags: {}, pictures: 0 });
  files.add(one, known);
  files.add(one, broken);
  files.add(other, known);
  files.add(one, broken);
  expect(files.count).toBe(4);
  expect([...new ReceivedFiles(port2, files.finish(), 4)]).toEqual([
    { folder: one, files: [known, broken] },
    { folder: other, files: [known] },
    { folder: one, files: [broken] },
  ]);
});

it('keeps the files of batches apart, whatever their numbers', () => {
  const numbers = [0, 1, 31, 32, 33, 64, 100];
  const folder = Buffer.from('/m');
  const namesOf = (number: number): string[] => Array.from({ length: number }, (_, i) => `${number}-${i}.mp3`);
  const portions = numbers.map((number) => {
    const files = new SentFiles(port1);
    for (const name of namesOf(number)) files.add(folder, record(Buffer.from(name)));
    expect(files.count).toBe(number);
    return files.finish();
  });
  expect(portions).toEqual([0, 1, 1, 1, 2, 2, 4]);
  for (const [i, number] of numbers.entries()) {
    const arrived = new ReceivedFiles(port2, portions[i]!, number);
    expect(arrived.count).toBe(number);
    const read = [...arrived].flatMap((files) => files.files);
    expect(read.map(({ name }) => name.toString())).toEqual(namesOf(number));
  }
});

it('does not take files for all that have not arrived', () => {
  expect(() => [...new ReceivedFiles(port2, 1, 32)]).toThrow('have not arrived');
});
