import { expect, test } from 'vitest';
import { strictSource } from '../testing/sources.ts';
import { Window } from '../window.ts';
import { dsf } from './format.ts';

const recognises = (text: string, start = 0): boolean =>
  dsf.recognises(new Window(strictSource(Buffer.from(text))), start, 'dsf');

test('DSF files have one extension, one codec, and no ID3 tag in front', () => {
  expect(dsf).toMatchObject({
    container: 'dsf',
    extensions: ['dsf'],
    mimeType: 'audio/x-dsf',
    codecs: [{ name: 'dsd' }],
    mayFollowId3: false,
  });
});

test('DSF files begin with "DSD "', () => {
  expect(recognises('DSD ')).toBe(true);
  expect(recognises('xDSD ', 1)).toBe(true);
  for (const other of ['DSD_', 'DSD', '']) expect(recognises(other)).toBe(false);
});
