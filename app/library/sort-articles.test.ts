import { afterEach, describe, expect, it } from 'vitest';
import { derivedColumns } from './derived-columns.ts';
import { writeSetting } from './settings.ts';
import { leaveOutArticles, SortArticles, withoutArticle } from './sort-articles.ts';
import { memoryLibrary } from './testing-library.ts';

afterEach(() => leaveOutArticles(''));

describe('the articles of the setting', () => {
  it('are left out at the beginning of a text, the longest first', () => {
    leaveOutArticles("The, La , Las,, L', Der");
    expect(['the beatles', 'las ketchup', 'la femme', "l'amour", 'der wald'].map(withoutArticle)).toEqual([
      'beatles',
      'ketchup',
      'femme',
      'amour',
      'wald',
    ]);
    expect(['theatre', 'the', 'the ', 'in the woods', 'lasso', "l'"].map(withoutArticle)).toEqual([
      'theatre',
      'the',
      'the ',
      'in the woods',
      'lasso',
      "l'",
    ]);
  });

  it('count where there are none', () => {
    leaveOutArticles('');
    expect(withoutArticle('the beatles')).toBe('the beatles');
  });

  it('are left out of the keys of artists, albums and titles, but not of what tags give for sorting', () => {
    const tags = { title: ['The 2'], artist: ['The A'], album: ['The B'], albumsort: ['The C'] };
    expect(derivedColumns(tags, 'x')).toMatchObject({ title_sort: 'the 12', artist_sort: 'the a' });
    leaveOutArticles('the');
    expect(derivedColumns(tags, 'x')).toMatchObject({
      title_key: 'the 2',
      title_sort: '12',
      artist_key: 'the a',
      artist_sort: 'a',
      album_artist_sort: 'a',
      album_sort: 'the c',
    });
  });

  it('are those of the library, as they are now', () => {
    const { connection } = memoryLibrary();
    const articles = new SortArticles(connection);
    writeSetting(connection, 'sort.articles', 'The, Die');
    articles.follow();
    expect(withoutArticle('die ärzte')).toBe('ärzte');
    writeSetting(connection, 'sort.articles', undefined);
    articles.follow();
    expect(withoutArticle('die ärzte')).toBe('die ärzte');
  });
});
