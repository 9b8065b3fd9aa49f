import { describe, expect, it } from 'vitest';
import { onlyBestCopies } from './best-copies.ts';

describe('views with the best copies only', () => {
  it('are all views, otherwise as they were', () => {
    const views = [
      { name: '', query: '', playlist: false, bestCopies: false },
      { name: 'Folk', query: 'genre:folk', template: '$title', playlist: false, bestCopies: true },
    ];
    expect(onlyBestCopies(views)).toEqual([
      { name: '', query: '', playlist: false, bestCopies: true },
      { name: 'Folk', query: 'genre:folk', template: '$title', playlist: false, bestCopies: true },
    ]);
  });

  it('are the one view of all tracks where none is kept', () => {
    expect(onlyBestCopies([])).toEqual([{ name: '', query: '', playlist: false, bestCopies: true }]);
  });
});
