import { expect, test } from 'vitest';
import { readLeadingId3 } from '../id3/read-leading.ts';
import type { Layout } from '../layout.ts';
import { frame, tag, text } from '../testing/id3-bytes.ts';
import { strictSource } from '../testing/sources.ts';
import { Window } from '../window.ts';
import { readApeTagged } from './read-tagged.ts';

const STREAM = { codec: 'ape', duration: 2, sampleRate: 44_100, channels: 2, lossless: true };
const AUDIO = Buffer.alloc(1001, 0x55);

function read(...parts: Buffer[]): Layout {
  const window = new Window(strictSource(Buffer.concat(parts)));
  return readApeTagged(window, 'ape', STREAM, readLeadingId3(window));
}

type Item = readonly [key: string, value: string, flags?: number];

function apeTag(...items: readonly Item[]): Buffer {
  const body = Buffer.concat(
    items.map(([key, value, flags = 0]) => {
      const head = Buffer.alloc(8);
      head.writeUInt32LE(value.length);
      head.writeUInt32LE(flags, 4);
      return Buffer.concat([head, Buffer.from(`${key}\0${value}`)]);
    }),
  );
  const footer = Buffer.alloc(32);
  footer.write('APETAGEX');
  footer.writeUInt32LE(body.length + 32, 12);
  footer.writeUInt32LE(items.length, 16);
  return Buffer.concat([body, footer]);
}

const picture = (description: string): Buffer =>
  frame(4, 'APIC', Buffer.from(`\0image/png\0\u0003${description}\0image`));
const ID3V1 = Buffer.alloc(128);
ID3V1.write('TAGold title');
ID3V1.write('old artist', 33);
ID3V1.write('old album', 63);
ID3V1[127] = 255;

test('the audio lies between the tags, and its bitrate follows from its length', () => {
  const id3 = tag(4, [frame(4, 'TIT2', text('x'))]);
  expect(read(id3, AUDIO, apeTag(['Title', 'y']), ID3V1)).toMatchObject({
    container: 'ape',
    properties: { ...STREAM, bitrate: (1001 * 8) / 2 },
    audio: { offset: id3.length, length: 1001 },
  });
});

test('a stream of no duration has no bitrate', () => {
  const window = new Window(strictSource(AUDIO));
  const layout = readApeTagged(window, 'ape', { ...STREAM, duration: 0 }, readLeadingId3(window));
  expect(layout.properties.bitrate).toBe(0);
});

test('fields that APEv2 lacks come from ID3v2, and those that both lack from ID3v1', () => {
  const id3 = tag(4, [frame(4, 'TIT2', text('middle title')), frame(4, 'TPE1', text('middle artist'))]);
  expect(read(id3, AUDIO, apeTag(['Title', 'title'], ['Own', 'x']), ID3V1)).toMatchObject({
    tags: { title: ['title'], artist: ['middle artist'], album: ['old album'], own: ['x'] },
    detail: { names: { own: 'Own' } },
  });
  expect(read(AUDIO).tags).toEqual({});
});

test('pictures come from ID3v2 where APEv2 has none', () => {
  const cover = apeTag(['Cover Art (Front)', 'one.png\0image', 2]);
  const id3 = tag(4, [picture('two'), picture('three')]);
  const described = (...parts: Buffer[]): string[] => read(...parts).pictures.map(({ description }) => description);
  expect(described(id3, AUDIO, cover)).toEqual(['one']);
  expect(described(id3, AUDIO)).toEqual(['two', 'three']);
  expect(described(AUDIO)).toEqual([]);
});

test('items and frames of ID3v2 that no field can hold are kept', () => {
  const id3 = tag(3, [frame(3, 'PRIV', Buffer.from('x'))]);
  const { kept, detail } = read(id3, AUDIO, apeTag(['Own', 'x', 2]));
  expect(kept.map(({ kind }) => kind)).toEqual(['Own', 'id3/PRIV 0000']);
  expect(detail).toEqual({ id3: 3 });
  expect(read(AUDIO).detail).toEqual({});
});
