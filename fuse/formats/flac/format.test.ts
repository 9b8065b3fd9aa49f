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

test('the stream behind an ID3 tag is read, and the tag fills what the comments lack', () => {
  const picture = Buffer.from('\0image/png\0\u0003\0PNG');
  const comment = Buffer.from('\0eng\0c');
  const id3 = tag(4, [frame(4, 'TIT2', text('x')), frame(4, 'APIC', picture), frame(4, 'COMM', comment)]);
  const comments = Buffer.concat([Buffer.alloc(4), Buffer.from([1, 0, 0, 0, 7, 0, 0, 0]), Buffer.from('TITLE=A')]);
  const head = Buffer.concat([
    Buffer.from('fLaC'),
    Buffer.from([0, 0, 0, 34]),
    Buffer.alloc(34),
    Buffer.from([0x84, 0, 0, comments.length]),
    comments,
  ]);
  const window = windowOf(Buffer.concat([id3, head, Buffer.alloc(9)]));
  const layout = flac.read(window, readLeadingId3(window));
  expect(layout?.audio).toEqual({ offset: id3.length + head.length, length: 9 });
  expect(layout?.tags).toEqual({ title: ['A'], comment: ['c'] });
  expect(layout?.pictures).toMatchObject([{ type: 3, mime: 'image/png', location: { length: 3 } }]);
  expect(layout?.weaker).toMatchObject([{ kind: 'ID3v2', tags: { title: ['x'], comment: ['c'] } }]);
});
