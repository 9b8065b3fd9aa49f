import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { haveSameWords, searchTexts, searchTextsOf } from './search-texts.ts';
import { contentOf } from './track-content.ts';
import { EffectiveTrack } from './effective-track.ts';

describe('the texts of a track for the full-text index', () => {
  it.each([
    [{}],
    [{ title: ['A'], artist: ['B', 'C'], album: ['D'], albumartist: ['E'], genre: ['F', 'G'], composer: ['H', 'I'] }],
    [{ artist: ['B'] }],
  ])('of %j are the same by its tags and by its content', (tags) => {
    const track = new EffectiveTrack(tags, {}, 0, 'a b.flac');
    expect(searchTexts(track)).toEqual(searchTextsOf(contentOf(track)));
  });

  it('are in the order of the columns of the index', () => {
    const tags = { title: ['t'], artist: ['a'], album: ['l'], albumartist: ['x'], genre: ['g'], composer: ['c', 'd'] };
    expect(searchTexts({ tags, fileName: 'f.mp3' })).toEqual(['t', 'a', 'l', 'x', 'g', 'c d', 'f.mp3']);
  });
});

describe('two texts have the same words', () => {
  const connection = new Database(':memory:');
  const words = (text: string): unknown[] => {
    connection.exec('DELETE FROM words');
    connection.prepare('INSERT INTO words VALUES (?)').run(text);
    return connection.prepare('SELECT term FROM found ORDER BY term').pluck().all();
  };

  beforeAll(() => {
    connection.exec(`
      CREATE VIRTUAL TABLE words USING fts5 (text, tokenize = 'unicode61 remove_diacritics 2');
      CREATE VIRTUAL TABLE found USING fts5vocab (words, row);`);
  });
  afterAll(() => {
    connection.close();
  });

  it('where they are equal, whatever is in them', () => {
    expect(haveSameWords(['', '夜 ΣΑΣ', 'ʼn'], ['', '夜 ΣΑΣ', 'ʼn'])).toBe(true);
  });

  it.each([
    ['Night', 'NIGHT', true],
    ['Søster Ænima', 'SØSTER ÆNIMA', true],
    ['Ночь Ёлка', 'НОЧЬ ЁЛКА', true],
    ['夜 Night', '夜 NIGHT', true],
    ['Νύχτα Night', 'Νύχτα NIGHT', true],
    ['Νύχτα Night', 'ΝΎΧΤΑ NIGHT', false],
    ['Night', 'Nights', false],
    ['Straße', 'STRASSE', false],
    ['Žal', 'Zal', false],
    ['Σας', 'ΣΑΣ', false],
    ['ısı', 'ISI', false],
  ])('%s and %s: %s', (a, b, same) => {
    expect(haveSameWords(['x', a], ['x', b])).toBe(same);
  });

  it('only where the index finds the same, for every letter and its capital', () => {
    let alike = 0;
    for (let code = 0x20; code < 0xd800; code += 1) {
      const letter = String.fromCharCode(code);
      for (const other of new Set([letter.toLowerCase(), letter.toUpperCase()])) {
        if (other === letter || !haveSameWords([`a${letter}`], [`a${other}`])) continue;
        alike += 1;
        expect([letter, words(`a${letter}`)]).toEqual([letter, words(`a${other}`)]);
      }
    }
    expect(alike).toBeGreaterThan(300);
  });
});
