import { describe, expect, it } from 'vitest';
import type { FoundArtType } from '../model/art.ts';
import { rankPictures } from './rank-pictures.ts';

const PATTERNS = ['cover', 'folder', 'front*', 'a*b*c'];

function order(names: readonly string[], type: FoundArtType = 'front', titles: readonly string[] = []): string[] {
  return [...rankPictures({ names, titles }, type, PATTERNS)]
    .sort(([, a], [, b]) => a.rank - b.rank)
    .map(([name]) => name);
}

describe('the picture that shows a front cover', () => {
  it('has a name of the setting, the earlier the better, whatever its case and extension', () => {
    expect(order(['Front-1.png', 'FOLDER.JPG', 'Cover.jpeg', 'x.jpg', 'y.jpg'])).toEqual([
      'Cover.jpeg',
      'FOLDER.JPG',
      'Front-1.png',
    ]);
  });

  it('has "front" or "cover" in its name behind these', () => {
    expect(order(['01 Scan (front).jpg', 'folder.jpg', 'Album cover.png', 'recover.jpg'])).toEqual([
      'folder.jpg',
      '01 Scan (front).jpg',
      'Album cover.png',
    ]);
  });

  it('is not one that says it shows something else', () => {
    const others = ['back cover.jpg', 'cd cover.jpg', 'booklet.jpg', 'inside cover.jpg', 'artist.jpg', 'Back2.jpg'];
    expect(order(others)).toEqual([]);
    expect(order(['front of the booklet.jpg'])).toEqual(['front of the booklet.jpg']);
    for (const name of others) expect(order([name]), name).toEqual([]);
  });

  it('may be named after the album, whatever stands between the words', () => {
    expect(order(['nordische_berge.jpg', 'x.jpg'], 'front', ['Nördische Berge'])).toEqual(['nordische_berge.jpg']);
    expect(order(['...jpg', 'x.jpg'], 'front', ['…'])).toEqual([]);
  });

  it('may be the only one there, but not one of several without a name that says so', () => {
    expect(order(['scan0001.jpg'])).toEqual(['scan0001.jpg']);
    expect(order(['scan0001.jpg', 'scan0002.jpg'])).toEqual([]);
    expect(order(['scan0001.jpg'], 'back')).toEqual([]);
  });

  it.each([
    ['abc', true],
    ['axxbxxc', true],
    ['ac', false],
    ['acb', false],
    ['abcx', false],
    ['xabc', false],
  ])('%s matches a*b*c: %s', (stem, fits) => {
    expect(order([`${stem}.jpg`, 'x.jpg'])).toEqual(fits ? [`${stem}.jpg`] : []);
  });

  it('tells why', () => {
    const reasons = rankPictures(
      { names: ['folder.jpg', 'my front.jpg', 'north.jpg'], titles: ['North'] },
      'front',
      PATTERNS,
    );
    expect([...reasons.values()].map(({ reason }) => reason)).toEqual([
      'its name is folder',
      '"front" is in its name',
      'it is named after the album',
    ]);
  });
});

it.each([
  [
    'back',
    ['Back.jpg', 'rear 2.png', 'back cover.jpg', 'back of the cd.jpg'],
    ['Back.jpg', 'rear 2.png', 'back cover.jpg'],
  ],
  ['disc', ['cd1.jpg', 'Disc.png', 'back.jpg'], ['cd1.jpg', 'Disc.png']],
  ['artist', ['artist.jpg', 'the band.jpg', 'cover.jpg'], ['artist.jpg', 'the band.jpg']],
] as const)('pictures of type %s are told by their words', (type, names, found) => {
  expect(order(names, type)).toEqual(found);
});
