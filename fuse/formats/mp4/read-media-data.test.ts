import { expect, it } from 'vitest';
import { strictSource } from '../testing/sources.ts';
import { readMediaData } from './read-media-data.ts';

const FILE = Buffer.from('moov..mdatFIRST..mdatSECOND..mdatTHIRD');

/** What is read of a file with these atoms of media data. */
function read(detail: Readonly<Record<string, unknown>>): string {
  const parts: Buffer[] = [];
  const audio = { offset: 10, length: 5 };
  readMediaData(strictSource(FILE), { audio, detail }, (part) => parts.push(Buffer.from(part)));
  return Buffer.concat(parts).toString();
}

it('reads what the only atom of media data holds', () => {
  expect(read({ mdat: [{ offset: 6, length: 9 }] })).toBe('FIRST');
  expect(read({})).toBe('FIRST');
});

it('reads the other atoms behind it, in their order', () => {
  const mdat = [
    { offset: 6, length: 9 },
    { offset: 17, length: 10 },
    { offset: 29, length: 9 },
  ];
  expect(read({ mdat })).toBe('FIRSTmdatSECONDmdatTHIRD');
});
