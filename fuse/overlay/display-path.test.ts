import { expect, it } from 'vitest';
import { displayPath } from './display-path.ts';

it('a path is shown as text, with U+FFFD for bytes that are not UTF-8', () => {
  expect(displayPath(Buffer.from('/music/Über.flac'))).toBe('/music/Über.flac');
  expect(displayPath(Uint8Array.of(0x2f, 0xff, 0x2e))).toBe('/\u{fffd}.');
});
