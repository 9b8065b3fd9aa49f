import { expect, test } from 'vitest';
import { readLeadingId3 } from '../id3/read-leading.ts';
import { frame, tag, text } from '../testing/id3-bytes.ts';
import { strictSource } from '../testing/sources.ts';
import { Window } from '../window.ts';
import { flac } from './format.ts';

const windowOf = (bytes: Buffer | string): Window => new Window(strictSource(Buffer.from(bytes as string)));
const recognises = (bytes: string, start = 0): boolean => flac.recognises(windowOf(bytes), start, 'flac');

test('FLAC files state their exact length, browsers play them, and an ID3 tag may stand in front', () => {
  expect(flac).toMatchObject({
    container: 'flac',
    extensions: ['flac'],
    mimeType: 'audio/flac',
    codecs: [{ name: 'flac', exactLength: true, inBrowsers: true }],
    mayFollowId3: true,
  });
});

test('FLAC files begin with "fLaC"', () => {
  expect(recognises('fLaC')).toBe(true);
  expect(recognises('xfLaC', 1)).toBe(true);
  for (const other of ['FLAC', 'fLa', '']) expect(recognises(other)).toBe(false);
});

test('the stream behind an ID3 tag is read, and the tag itself is not', () => {
  const id3 = tag(4, [frame(4, 'TIT2', text('x'))]);
  const head = Buffer.concat([Buffer.from('fLaC'), Buffer.from([0x80, 0, 0, 34]), Buffer.alloc(34)]);
  const window = windowOf(Buffer.concat([id3, head, Buffer.alloc(9)]));
  const layout = flac.read(window, readLeadingId3(window));
  expect(layout?.audio).toEqual({ offset: id3.length + 42, length: 9 });
  expect(layout?.tags).toEqual({});
});
