import type { BigIntStats } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fileColumns, ROW_COLUMNS, rowOf } from './file-row.ts';
import type { ScannedFile } from './scanned-file.ts';

const stats = { dev: 2n ** 63n, ino: 3n, size: 1000n, mtimeNs: 4n, ctimeNs: 5n } as BigIntStats;
const FILE = {
  name: Buffer.from('a.MP3'),
  stats,
  properties: { codec: 'mp3', duration: 12.5, sampleRate: 44_100, channels: 2, bitrate: 320_000, lossless: false },
  tags: { title: ['One'] },
  layout: { container: 'mp3', audio: { offset: 1, length: 2 } },
  pictures: 0,
  audioKey: Buffer.alloc(16, 7),
  error: null,
} as unknown as ScannedFile;

describe('the row of a file', () => {
  it('has a value for each column that a scan writes', () => {
    const row = rowOf(FILE, 9000);
    expect(Object.keys(row).toSorted()).toEqual([...ROW_COLUMNS].toSorted());
    expect(row).toEqual({
      device: -(2n ** 63n),
      inode: 3n,
      size: 1000n,
      mtime_ns: 4n,
      ctime_ns: 5n,
      audio_key: FILE.audioKey,
      codec: 'mp3',
      duration: 12.5,
      sample_rate: 44_100,
      channels: 2,
      bits_per_sample: null,
      bitrate: 320_000,
      lossless: 0,
      tags: '{"title":["One"]}',
      layout: '{"container":"mp3","audio":{"offset":1,"length":2}}',
      scanned_at: 9000,
      error: null,
    });
  });

  it('of a lossless file has its depth; that of a broken one no layout, but its cause', () => {
    const properties = { ...FILE.properties, bitsPerSample: 24, lossless: true };
    expect(rowOf({ ...FILE, properties, layout: null, error: 'it is empty' }, 0)).toMatchObject({
      bits_per_sample: 24,
      lossless: 1,
      layout: null,
      error: 'it is empty',
    });
  });
});

it('a track takes over kind, duration, bitrate and size', () => {
  expect(fileColumns(FILE)).toEqual({ kind: 'MP3', duration: 12.5, bitrate: 320_000, bytes: 1000 });
  const broken = { ...FILE, properties: { ...FILE.properties, codec: '' } };
  expect(fileColumns(broken)).toMatchObject({ kind: 'MP3' });
});
