/** Layouts and pictures as a reader would give them, for tests of writers. */
import type { Layout } from '../layout.ts';
import type { PlacedPicture } from '../plan.ts';

/** A layout with what a test cares for. */
export function layoutWith(given: Partial<Layout>): Layout {
  return {
    container: 'flac',
    properties: { codec: 'flac', duration: 1, sampleRate: 44_100, channels: 2, bitrate: 0, lossless: true },
    audio: { offset: 0, length: 0 },
    tags: {},
    pictures: [],
    kept: [],
    detail: {},
    ...given,
  };
}

/** A front cover of `length` bytes in the art store. */
export function coverOf(length: number, given: Partial<PlacedPicture> = {}): PlacedPicture {
  return {
    type: 3,
    mime: 'image/png',
    description: 'é',
    width: 0x0102,
    height: 0x0304,
    depth: 24,
    length,
    body: { kind: 'blob', path: 'art', offset: 0, length },
    ...given,
  };
}
