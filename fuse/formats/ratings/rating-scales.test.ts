import { describe, expect, it } from 'vitest';
import { byteOfStars, starsOfByte, starsOfText, textOfStars, USUAL_EMAIL } from './rating-scales.ts';

const STARS = [0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5];
const PICARD = 'users@musicbrainz.org';

describe('the byte of a frame POPM', () => {
  it.each([USUAL_EMAIL, 'MusicBee', '', PICARD, 'quodlibet@lists.sacredchao.net'])(
    'of %s says every half star',
    (email) => {
      expect(STARS.map((stars) => starsOfByte(byteOfStars(stars, email), email))).toEqual(STARS);
      expect([byteOfStars(0, email), byteOfStars(null, email), starsOfByte(0, email)]).toEqual([0, 0, null]);
    },
  );

  it.each([
    ['Windows Media Player 9 Series', [1, 64, 128, 196, 255], [1, 2, 3, 4, 5]],
    ['MusicBee', [13, 1, 54, 64, 118, 128, 186, 196, 242, 255], STARS],
    ['Banshee', [192], [4]],
    ['', [2, 22, 23, 31], [0.5, 0.5, 1, 1]],
    [PICARD, [51, 102, 153, 204, 255], [1, 2, 3, 4, 5]],
    ['quodlibet@lists.sacredchao.net', [64, 127, 191, 255], [1.5, 2.5, 3.5, 5]],
  ])('of %s: %j are %j', (email, bytes, stars) => {
    expect(bytes.map((byte) => starsOfByte(byte, email))).toEqual(stars);
  });
});

describe('the text of a rating', () => {
  it.each([
    ['rating', ['0', '0.0'], [null, null]],
    ['rating', ['1', '2', '5', '4.5', '1.5'], [1, 2, 5, 4.5, 1.5]],
    ['rating', ['20', '90', '100', '10', '7'], [1, 4.5, 5, 0.5, 0.5]],
    ['rating', ['0.8', '1.0', '0.5'], [4, 5, 2.5]],
    ['rating', ['128', '196', '255'], [3, 4, 5]],
    ['rating', ['256', 'great', '', '-1', '4/5', '1e2', '★★'], [null, null, null, null, null, null, null]],
    ['fmps_rating', ['0.0', '0.1', '0.9', '1', '1.0', '1.5'], [null, 0.5, 4.5, 5, 5, null]],
    ['rating:me@example.org', ['4', '0.8'], [4, 4]],
  ])('%s: %j are %j stars', (field, texts, stars) => {
    expect(texts.map((text) => starsOfText(field, text))).toEqual(stars);
  });

  it.each([
    ['rating', null],
    ['rating', '80'],
    ['rating', '3'],
    ['rating', '0.6'],
    ['rating', '128'],
    ['rating', '0'],
    ['rating', 'great'],
    ['fmps_rating', null],
    ['fmps_rating', '0.8'],
  ])('%s reads back as it was meant, in the scale of %j', (field, before) => {
    expect(STARS.map((stars) => starsOfText(field, textOfStars(field, stars, before)))).toEqual(STARS);
  });

  it('keeps the scale that is there', () => {
    expect(['80', '3', '0.6', null].map((before) => textOfStars('rating', 4, before))).toEqual([
      '80',
      '4',
      '0.8',
      '80',
    ]);
    expect(textOfStars('fmps_rating', 5, null)).toBe('1.0');
    expect([0.5, 4.5].map((stars) => textOfStars('rating:me@example.org', stars, '3'))).toEqual(['1', '4.5']);
  });
});
