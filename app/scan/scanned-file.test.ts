import type { BigIntStats } from 'node:fs';
import { expect, it } from 'vitest';
import type { Layout, PictureRef } from '../../fuse/formats/layout.ts';
import { brokenFile, fromLayout } from './scanned-file.ts';

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
  });
});
