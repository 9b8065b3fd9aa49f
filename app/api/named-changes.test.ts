import { expect, it } from 'vitest';
import { namedChanges } from './named-changes.ts';

it('gives fields the names of the library, and trims their values', () => {
  expect(namedChanges({ Title: [' One '], Genre: ['Jazz', 'Blues'] })).toEqual({
    title: ['One'],
    genre: ['Jazz', 'Blues'],
  });
});

it('takes aliases for their fields, unless the names are exact', () => {
  expect(namedChanges({ country: ['Norway'] })).toEqual({ releasecountry: ['Norway'] });
  expect(namedChanges({ country: ['Norway'], Format: ['x'] }, 'exact')).toEqual({ country: ['Norway'], format: ['x'] });
});

it('removes a field that has no value left', () => {
  expect(namedChanges({ title: null, artist: [], album: [' ', ''], genre: ['', 'Jazz'] })).toEqual({
    title: null,
    artist: null,
    album: null,
    genre: ['Jazz'],
  });
});

it('takes pictures of the file and of the library, and no other values as pictures', () => {
  const hash = 'a'.repeat(64);
  const pictures = ['file:0', `3:${hash}`];
  expect(namedChanges({ picture: pictures })).toEqual({ picture: pictures });
  expect(namedChanges({ picture: null }, 'exact')).toEqual({ picture: null });
  for (const value of ['3:../../etc/passwd', 'cover.jpg', `3:${hash}a`, 'file:-1']) {
    expect(() => namedChanges({ Picture: ['file:0', value] })).toThrow(
      expect.objectContaining({
        code: 'BAD_PICTURE',
        message: `"${value}" is no picture: it takes file:N, or TYPE:HASH of a picture of the library`,
      }),
    );
    expect(() => namedChanges({ picture: [value] }, 'exact')).toThrow(expect.objectContaining({ code: 'BAD_PICTURE' }));
  }
});
