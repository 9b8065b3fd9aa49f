import { expect, test } from 'vitest';
import { strictSource } from '../testing/sources.ts';
import { Window } from '../window.ts';
import { ape } from './format.ts';

const recognises = (text: string, start = 0): boolean =>
  ape.recognises(new Window(strictSource(Buffer.from(text))), start, 'ape');

test("Monkey's Audio files have one extension, one codec, and may have an ID3 tag in front", () => {
  expect(ape).toMatchObject({
    container: 'ape',
    extensions: ['ape'],
    mimeType: 'audio/x-ape',
    codecs: [{ name: 'ape' }],
    mayFollowId3: true,
  });
});

test('Monkey\'s Audio files begin with "MAC "', () => {
  expect(recognises('MAC ')).toBe(true);
  expect(recognises('xMAC ', 1)).toBe(true);
  for (const other of ['MAC_', 'MAC', '']) expect(recognises(other)).toBe(false);
});
