import { expect, test } from 'vitest';
import { strictSource } from '../testing/sources.ts';
import { Window } from '../window.ts';
import { musepack } from './format.ts';

const recognises = (text: string, start = 0): boolean =>
  musepack.recognises(new Window(strictSource(Buffer.from(text))), start, 'mpc');

test('Musepack files have two extensions, and may have an ID3 tag in front', () => {
  expect(musepack).toMatchObject({
    container: 'musepack',
    extensions: ['mpc', 'mp+'],
    mimeType: 'audio/x-musepack',
    codecs: [{ name: 'musepack' }],
    mayFollowId3: true,
  });
});

test('Musepack files begin with "MPCK", those of old stream versions with "MP+"', () => {
  for (const magic of ['MPCK', 'MP+\u0007', 'MP+x']) {
    expect(recognises(magic)).toBe(true);
    expect(recognises(`x${magic}`, 1)).toBe(true);
  }
  for (const other of ['MPCx', 'MP_x', 'xMP+', 'MP+', '']) expect(recognises(other)).toBe(false);
});
