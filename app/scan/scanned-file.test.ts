import type { BigIntStats } from 'node:fs';
import { expect, it } from 'vitest';
import type { Layout, PictureRef } from '../../fuse/formats/layout.ts';
import { brokenFile, damagedFile, fromLayout } from './scanned-file.ts';

const name = Buffer.from('a.flac');
const stats = { size: 7n } as BigIntStats;

it('a file of a known format has its layout without the parts that have columns of their own', () => {
  const properties = { codec: 'flac', duration: 1, sampleRate: 44_100, channels: 2, bitrate: 1, lossless: true };
  const picture = { type: 3 } as PictureRef;
  const rest = {
    container: 'flac',
    audio: { offset: 42, length: 100 },
    pictures: [picture, picture],
    kept: [],
    detail: {},
  } as const;
  const weaker = [{ kind: 'ID3v1', tags: { title: ['On'] }, pictures: [] }];
  const layout: Layout = { ...rest, properties, tags: { title: ['One'] }, weaker };
  const audioKey = Buffer.alloc(16, 7);
  expect(fromLayout(name, stats, layout, audioKey)).toEqual({
    name,
    stats,
    properties,
    tags: { title: ['One'] },
    layout: rest,
    pictures: 2,
    audioKey,
    error: null,
    damage: null,
  });
});

it('a file that cannot be read has its cause, and nothing else is known of it', () => {
  expect(brokenFile(name, stats, 'the file is empty')).toEqual({
    name,
    stats,
    properties: { codec: '', duration: 0, sampleRate: 0, channels: 0, bitrate: 0, lossless: false },
    tags: {},
    layout: null,
    pictures: 0,
    audioKey: null,
    error: 'the file is empty',
    damage: null,
  });
});

it('a file that plays without its tags has its damage and the audio key of the whole file', () => {
  const audioKey = Buffer.alloc(16, 9);
  expect(damagedFile(name, stats, 'no tags', audioKey)).toEqual({
    ...brokenFile(name, stats, ''),
    audioKey,
    error: null,
    damage: 'no tags',
  });
});

it('the damage of a layout is that of its file', () => {
  const layout = { tags: {}, properties: {}, pictures: [], damage: 'cut' } as unknown as Layout;
  expect(fromLayout(name, stats, layout, Buffer.alloc(16))).toMatchObject({ damage: 'cut', layout: { pictures: [] } });
  expect(fromLayout(name, stats, layout, Buffer.alloc(16)).layout).not.toHaveProperty('damage');
});
