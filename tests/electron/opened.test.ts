/** Links and paths that the shell is asked to open, read by the page's own address and the library's own queries. */
import { describe, expect, it } from 'vitest';
import { parseQuery } from '../../app/library/query/parse.ts';
import { PAGES } from '../../renderer/catalog/pages.ts';
import { parseAddress } from '../../renderer/navigation/address.ts';
import { openedBy, openedByLink, openedByPath } from '../../main/electron/opened.ts';

const address = (search: string | null) => parseAddress(search ?? '');

describe('a link', () => {
  it('names each page', () => {
    for (const { id } of PAGES) expect(address(openedByLink(`descant://${id}`)).page).toBe(id);
    expect(address(openedByLink('descant://albums/')).page).toBe('albums');
  });

  it('names a query, an order and what is open', () => {
    expect(address(openedByLink('descant://library?q=genre%3Afolk%20-live&sort=-year'))).toMatchObject({
      page: 'library',
      query: 'genre:folk -live',
      sort: [{ field: 'year', descending: true }],
    });
    expect(address(openedByLink('descant://review?item=duplicates'))).toMatchObject({ item: 'duplicates' });
  });

  it('names a track', () => {
    expect(openedByLink('descant://track/12')).toBe('?track=12');
    expect(openedByLink('descant://track/twelve')).toBeNull();
    expect(openedByLink('descant://track')).toBeNull();
  });

  it('can say nothing else, and is of this scheme alone', () => {
    expect(openedByLink('descant://albums?token=stolen&run=1')).toBe('?view=albums');
    for (const other of ['descant://nowhere', 'https://albums', 'descant:', 'descant', '//', '']) {
      expect(openedByLink(other), other).toBeNull();
    }
    expect(openedByLink(`descant://library?q=${'a'.repeat(4000)}`)).toBeNull();
  });
});

describe('a file or a folder', () => {
  it('becomes a query for its path', () => {
    const { query } = address(openedByPath('/music/Say "yes"/01 & 02.flac'));
    expect(query).toBe('path:"/music/Say ""yes""/01 & 02.flac"');
    expect(() => parseQuery(query)).not.toThrow();
  });
});

describe('the command line', () => {
  it('opens the link or the first path behind the options and their values', () => {
    expect(openedBy(['--library', '/srv/lib', '--no-mount'], '/home/ann')).toBeNull();
    expect(openedBy(['--allow-file-access', '--library', '/srv/lib', 'descant://mount'], '/')).toBe('?view=mount');
    expect(openedBy(['song.flac', 'DESCANT://mount'], '/')).toBe('?view=mount');
    expect(address(openedBy(['song.flac', 'other.flac'], '/home/ann')).query).toBe('path:"/home/ann/song.flac"');
    expect(address(openedBy(['/music'], '/home/ann')).query).toBe('path:"/music"');
    expect(openedBy([], '/')).toBeNull();
  });
});
