import { expect, test } from 'vitest';
import { coverKey, coverType } from './cover-keys.ts';

/** ID3v2's picture types, as APEv2 taggers name them. */
const TYPES = [
  'Other',
  'Png Icon',
  'Icon',
  'Front',
  'Back',
  'Leaflet',
  'Media',
  'Lead',
  'Artist',
  'Conductor',
  'Band',
  'Composer',
  'Lyricist',
  'Recording Location',
  'During Recording',
  'During Performance',
  'Video Capture',
  'Fish',
  'Illustration',
  'Band Logo',
  'Publisher Logo',
];

test('every picture type has its key, and back', () => {
  TYPES.forEach((word, type) => {
    expect(coverKey(type)).toBe(`Cover Art (${word})`);
    expect(coverType(`Cover Art (${word})`)).toBe(type);
    expect(coverType(`COVER ART (${word.toUpperCase()})`)).toBe(type);
  });
});

test('an unknown type, or word, is another picture', () => {
  expect(coverKey(21)).toBe('Cover Art (Other)');
  expect(coverType('Cover Art (Lid)')).toBe(0);
});

test.each(['Cover Art', 'Cover Art ()', 'xCover Art (Front)', 'Cover Art (Front)x', 'Front'])(
  '%s is the key of no picture',
  (key) => {
    expect(coverType(key)).toBeUndefined();
  },
);
