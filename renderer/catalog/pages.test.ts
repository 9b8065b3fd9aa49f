import { describe, expect, it } from 'vitest';
import type { LibrarySummary } from '../../app/model/library.ts';
import { HOME_PAGE, pageLabel, pageNamed, PAGES, type PageId } from './pages.ts';

const summary = { tracks: 12, errors: 0, analysisFailed: 0 } as unknown as LibrarySummary;
const badgeOf = (page: PageId, shown: LibrarySummary): number | null =>
  PAGES.find(({ id }) => id === page)?.badge?.amount(shown) ?? null;

describe('the pages', () => {
  it('have names of their own, in the address and for the eye', () => {
    expect(new Set(PAGES.map(({ id }) => id)).size).toBe(PAGES.length);
    expect(new Set(PAGES.map(({ label }) => label)).size).toBe(PAGES.length);
  });

  it('are found by their name in the address, and by no other', () => {
    for (const { id, label } of PAGES) {
      expect(pageNamed(id)).toBe(id);
      expect(pageLabel(id)).toBe(label);
    }
    expect(pageNamed('secret')).toBeNull();
    expect(pageNamed(null)).toBeNull();
    expect(pageNamed(HOME_PAGE)).toBe(PAGES[0].id);
  });

  it('show in the rail how much they hold, and problems only where there are some', () => {
    expect(badgeOf('library', summary)).toBe(12);
    expect(badgeOf('library', { ...summary, tracks: 0 })).toBe(0);
    expect(badgeOf('activity', summary)).toBeNull();
    expect(badgeOf('activity', { ...summary, errors: 3, analysisFailed: 1 })).toBe(4);
  });
});
