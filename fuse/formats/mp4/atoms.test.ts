import { expect, test } from 'vitest';
import { strictSource } from '../testing/sources.ts';
import { Window } from '../window.ts';
import { atomAt, findAtom } from './atoms.ts';

function atom(name: string, length: number, body = Math.max(0, length - 8)): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(length);
  head.write(name, 4, 'latin1');
  return Buffer.concat([head, Buffer.alloc(body)]);
}

function wide(name: string, high: number, low: number, body: number): Buffer {
  const head = Buffer.alloc(16);
  head.writeUInt32BE(1);
  head.write(name, 4, 'latin1');
  head.writeUInt32BE(high, 8);
  head.writeUInt32BE(low, 12);
  return Buffer.concat([head, Buffer.alloc(body)]);
}

const windowOf = (...parts: Buffer[]): Window => new Window(strictSource(Buffer.concat(parts)));

test('an atom has a length and a name', () => {
  const window = windowOf(Buffer.alloc(3), atom('moov', 20));
  expect(atomAt(window, 3, 23)).toEqual({ name: 'moov', offset: 3, body: 11, end: 23 });
});

test('an atom of length 1 has its length behind the name, in 64 bits', () => {
  expect(atomAt(windowOf(wide('mdat', 0, 30, 14)), 0, 30)).toEqual({ name: 'mdat', offset: 0, body: 16, end: 30 });
  expect(atomAt(windowOf(wide('mdat', 1, 30, 14)), 0, 30)).toBeNull();
  expect(atomAt(windowOf(wide('mdat', 0, 15, 14)), 0, 30)).toBeNull();
  expect(atomAt(windowOf(wide('mdat', 0, 16, 0)), 0, 16)).toEqual({ name: 'mdat', offset: 0, body: 16, end: 16 });
  expect(atomAt(windowOf(wide('mdat', 0, 16, 0)), 0, 15)).toBeNull();
  expect(atomAt(windowOf(wide('mdat', 1, 0, 0)), 0, 2 ** 32)).toMatchObject({ end: 2 ** 32 });
});

test('an atom of length 0 goes to the end of its parent', () => {
  expect(atomAt(windowOf(atom('mdat', 0, 50)), 0, 40)).toEqual({ name: 'mdat', offset: 0, body: 8, end: 40 });
  expect(atomAt(windowOf(Buffer.alloc(3), atom('mdat', 0, 50)), 3, 40)).toMatchObject({ offset: 3, end: 40 });
});

test('what does not fit into its parent is none', () => {
  const window = windowOf(atom('moov', 20));
  expect(atomAt(window, 0, 20)).not.toBeNull();
  expect(atomAt(window, 0, 19)).toBeNull();
  expect(atomAt(window, 0, 7)).toBeNull();
  expect(atomAt(windowOf(atom('moov', 7, 20)), 0, 20)).toBeNull();
  expect(atomAt(windowOf(atom('moov', 8)), 0, 8)).not.toBeNull();
});

test('the first child of a name is found, up to something that is no atom', () => {
  const window = windowOf(atom('udta', 10), atom('trak', 12), atom('trak', 14), atom('xxxx', 3, 5), atom('last', 8));
  expect(findAtom(window, 0, window.size, 'trak')).toMatchObject({ offset: 10, end: 22 });
  expect(findAtom(window, 22, window.size, 'trak')).toMatchObject({ offset: 22 });
  expect(findAtom(window, 0, window.size, 'last')).toBeNull();
  expect(findAtom(window, 0, 0, 'udta')).toBeNull();
});

test('a parent of more atoms than any file has is refused', () => {
  const window = windowOf(...Array.from({ length: 10 }, () => atom('free', 8)));
  expect(() => {
    for (let i = 0; i < 20_001; i++) findAtom(window, 0, window.size, 'none');
  }).toThrow('The file is made of more than 200000 parts.');
});
