import { describe, expect, it } from 'vitest';
import { fromMilliseconds } from './attributes.ts';
import { playlistContent, sidecarContent, trackContent } from './file-content.ts';
import type { OverlayTrack, Stamp } from './track-source.ts';

const stamp: Stamp = { device: 1n, inode: 2n, size: 3000, mtimeNs: 4_000_000_005n, ctimeNs: 6n };
const path = Buffer.from('/music/song.xyz');
const fail = (message: string): never => {
  throw new Error(message);
};

it('the content of a track has its generation, and the time of its original or its last edit', () => {
  const track = { id: 1, path, stamp, layout: null, generation: 7, editedAt: 9000 } as unknown as OverlayTrack;
  const content = trackContent(track);
  expect(content).toMatchObject({ generation: 7, original: { path, stamp }, name: '/music/song.xyz' });
  expect(content.plan(null, fail)).toMatchObject({ size: 3000, writable: false });
  expect(content.modified(null)).toEqual(fromMilliseconds(9000));
  expect(content.modified(fromMilliseconds(9000))).toEqual(fromMilliseconds(9001));
});

it('the content of a sidecar is its file, unchanged, with the time of the file', () => {
  const content = sidecarContent({ path, stamp });
  expect(content).toMatchObject({ generation: 0, original: { path, stamp }, name: '/music/song.xyz' });
  expect(content.plan(null, fail)).toMatchObject({ size: 3000, headerLength: 0, writable: false });
  expect(content.modified(fromMilliseconds(9000))).toEqual({ seconds: 4, nanoseconds: 5 });
});

describe('the content of a playlist', () => {
  it('is its text in UTF-8, read-only', () => {
    const content = playlistContent('Jazz.m3u8', 'Ä\n', 5000);
    const bytes = Buffer.from('Ä\n');
    expect(content).toMatchObject({ original: null, name: 'Jazz.m3u8' });
    expect(content.plan(null, fail)).toMatchObject({
      size: 3,
      headerLength: 3,
      writable: false,
      plan: { segments: [{ kind: 'bytes', bytes }] },
    });
  });

  it('has another generation for another text alone', () => {
    const [first, same, other] = ['one', 'one', 'two'].map((text) => playlistContent('Jazz.m3u8', text, 5000));
    expect(first?.generation).toBe(same?.generation);
    expect(first?.generation).not.toBe(other?.generation);
  });

  it('changed when a track in it did, and later than before', () => {
    const content = playlistContent('Jazz.m3u8', 'one', 5000);
    expect(content.modified(null)).toEqual(fromMilliseconds(5000));
    expect(content.modified(fromMilliseconds(6000))).toEqual(fromMilliseconds(6001));
  });
});
