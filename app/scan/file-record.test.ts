import type { BigIntStats } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { EffectiveTrack } from '../library/effective-track.ts';
import { contentOf } from '../library/track-content.ts';
import { fileColumns, READ_COLUMNS, recordOf, ROW_COLUMNS, soundOf, trackOf } from './file-record.ts';
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
  damage: null,
} as unknown as ScannedFile;

describe('the row of a file', () => {
  it('has a value for each column with what was read', () => {
    const { row } = recordOf(FILE);
    expect(Object.keys(row).toSorted()).toEqual([...READ_COLUMNS].toSorted());
    expect(ROW_COLUMNS).toEqual([...READ_COLUMNS, 'reader_version', 'scanned_at']);
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
      error: null,
      damage: null,
    });
  });

  it('has the damage of a file that plays', () => {
    expect(recordOf({ ...FILE, damage: 'no tags' }).row).toMatchObject({ error: null, damage: 'no tags' });
  });

  it('of a lossless file has its depth; that of a broken one no layout, but its cause', () => {
    const properties = { ...FILE.properties, bitsPerSample: 24, lossless: true };
    expect(recordOf({ ...FILE, properties, layout: null, error: 'it is empty' }).row).toMatchObject({
      bits_per_sample: 24,
      lossless: 1,
      layout: null,
      error: 'it is empty',
    });
  });
});

it('a track takes over kind, duration, bitrate and size', () => {
  expect(fileColumns(recordOf(FILE))).toEqual({ kind: 'MP3', duration: 12.5, bitrate: 320_000, bytes: 1000 });
  const broken = { ...FILE, properties: { ...FILE.properties, codec: '' } };
  expect(fileColumns(recordOf(broken))).toMatchObject({ kind: 'MP3' });
});

it('has what is derived for a new track, and the track with its overrides', () => {
  const record = recordOf({ ...FILE, pictures: 2 });
  expect(record).toMatchObject({ name: FILE.name, pictures: 2, kind: 'MP3' });
  expect(record.content).toEqual(contentOf(new EffectiveTrack(FILE.tags, {}, 2, 'a.MP3')));
  expect(record.content.columns.title).toBe('One');
  const edited = trackOf(record, '{"title":["Two"]}');
  expect(edited.columns.title).toBe('Two');
  expect(edited.fileValues('title')).toEqual(['One']);
  expect(edited.hasArt).toBe(true);
  expect(edited.fileName).toBe('a.MP3');
});

it('has the sound of the file', () => {
  const sound = { codec: 'mp3', duration: 12.5, audioKey: FILE.audioKey, audioLength: 2, error: null };
  expect(soundOf(recordOf(FILE))).toEqual(sound);
  const broken = recordOf({ ...FILE, layout: null, error: 'cut' });
  expect(soundOf(broken)).toEqual({ ...sound, audioLength: null, error: 'cut' });
});
