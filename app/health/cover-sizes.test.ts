import { beforeEach, expect, it } from 'vitest';
import { memoryLibrary } from '../library/testing-library.ts';
import { CoverSizes } from './cover-sizes.ts';

const HASH = 'a'.repeat(64);
let covers: CoverSizes;

beforeEach(() => {
  const { connection } = memoryLibrary();
  connection
    .prepare("INSERT INTO picture (hash, mime, width, height, length, added_at) VALUES (?, 'image/png', 1, 1, 77, 1)")
    .run(HASH);
  covers = new CoverSizes(connection);
});

const picture = (type: number, more: object = {}) => ({
  type,
  encoding: 'raw',
  location: { offset: 9, length: 100 },
  ...more,
});

function bytesOf(pictures: readonly object[] | null, picturesEdit?: readonly string[]): number | null {
  return covers.bytesOf({
    overrides: JSON.stringify(picturesEdit ? { picture: picturesEdit } : {}),
    ownPictures: pictures && JSON.stringify(pictures),
  });
}

it('the front cover counts, otherwise the first picture', () => {
  expect(bytesOf([picture(4, { bodyLength: 5 }), picture(3, { bodyLength: 6 })])).toBe(6);
  expect(bytesOf([picture(4, { bodyLength: 5 }), picture(5, { bodyLength: 6 })])).toBe(5);
  expect(bytesOf([])).toBeNull();
  expect(bytesOf(null)).toBeNull();
});

it('its length is what the file says, or what its place has behind the part that is no picture', () => {
  expect(bytesOf([picture(3)])).toBe(100);
  expect(bytesOf([picture(3, { skip: 42 })])).toBe(58);
  expect(bytesOf([picture(3, { encoding: 'base64' })])).toBeNull();
});

it('an edit of the pictures counts instead of those of the file', () => {
  expect(bytesOf([picture(3)], [`3:${HASH}`])).toBe(77);
  expect(bytesOf([picture(3)], [`3:${'b'.repeat(64)}`])).toBeNull();
  expect(bytesOf([picture(4), picture(3, { bodyLength: 6 })], ['file:1'])).toBe(6);
});
