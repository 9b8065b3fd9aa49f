import { describe, expect, it } from 'vitest';
import type { ViewSetting } from '../../app/model/mount.ts';
import { draftOf, nameOfView, shownViews, viewOf, withoutView, withView, withViewBack } from './view-list.ts';

const view = (name: string, more: Partial<ViewSetting> = {}): ViewSetting => ({
  name,
  query: '',
  playlist: false,
  bestCopies: false,
  ...more,
});
const names = (views: readonly ViewSetting[]): string[] => views.map(({ name }) => name);

describe('the list of views', () => {
  it('holds the mount itself by default', () => {
    expect(shownViews([]).map(nameOfView)).toEqual(['The mount itself']);
  });

  it('keeps the mount itself when the first view is added', () => {
    expect(names(withView([], null, view('Genres')))).toEqual(['', 'Genres']);
  });

  it('changes a view in its place, under another name too', () => {
    expect(names(withView([view(''), view('Genres'), view('Years')], 'Genres', view('Kinds')))).toEqual([
      '',
      'Kinds',
      'Years',
    ]);
  });

  it('adds a view that was removed elsewhere while it was edited', () => {
    expect(names(withView([view('')], 'Genres', view('Genres')))).toEqual(['', 'Genres']);
  });

  it('takes a view out and puts it back where it was', () => {
    const views = [view(''), view('Genres', { template: '$genre/$title' }), view('Years')];
    const without = withoutView(views, 'Genres');
    expect(names(without)).toEqual(['', 'Years']);
    expect(withViewBack(without, views[1]!, 1)).toEqual(views);
  });
});

describe('a view while it is typed', () => {
  it('is the same again when nothing is changed', () => {
    const kept = view('Playlists/New', { query: 'genre:folk', template: '$title', playlist: true });
    expect(viewOf(draftOf(kept))).toEqual(kept);
  });

  it('has the usual names where none are typed, and a name without loose slashes and spaces', () => {
    expect(
      viewOf({ name: ' /Playlists / New/', query: ' ', template: '  ', playlist: true, bestCopies: false }),
    ).toEqual(view('Playlists/New', { playlist: true }));
  });

  it('has no playlist at the root, where there is no place beside it', () => {
    expect(viewOf({ name: '', query: '', template: '', playlist: true, bestCopies: false }).playlist).toBe(false);
  });
});
