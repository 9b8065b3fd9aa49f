import { expect, test } from 'vitest';
import { strictSource } from '../testing/sources.ts';
import { Window } from '../window.ts';
import { wavpack } from './format.ts';

const recognises = (text: string, start = 0): boolean =>
  wavpack.recognises(new Window(strictSource(Buffer.from(text))), start, 'wv');

test('WavPack files state their exact length, and may have an ID3 tag in front', () => {
  expect(wavpack).toMatchObject({
    container: 'wavpack',
    extensions: ['wv'],
    mimeType: 'audio/x-wavpack',
    codecs: [{ name: 'wavpack', exactLength: true }],
    mayFollowId3: true,
  });
});

test('WavPack files begin with "wvpk"', () => {
  expect(recognises('wvpk')).toBe(true);
  expect(recognises('xwvpk', 1)).toBe(true);
  for (const other of ['wvp_', 'wvp', '']) expect(recognises(other)).toBe(false);
});
