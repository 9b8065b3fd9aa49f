import { describe, expect, it } from 'vitest';
import { mountLayout, mountViewsSchema } from './views.ts';

const usual = {
  'mount.template': '$artist/$title',
  'mount.views': [],
  'mount.names': 'posix',
  'mount.sidecars': true,
  'mount.playlists': true,
  'mount.others': false,
} as const;
const problem = (views: unknown): string | undefined => mountViewsSchema.safeParse(views).error?.issues[0]?.message;

describe('the views of a mount', () => {
  it('are one of everything at the root unless there are others', () => {
    expect(mountLayout(usual).views).toEqual([
      { name: '', template: '$artist/$title', query: '', playlist: false, bestCopies: false },
    ]);
    expect(mountLayout(usual, '$id').views).toMatchObject([{ name: '', template: '$id' }]);
  });

  it('take the template of the mount where they have none', () => {
    const views = mountViewsSchema.parse([
      { name: ' /Genres/ ', template: '$genre/$title' },
      { name: 'New', query: 'added:-1w..' },
    ]);
    expect(mountLayout({ ...usual, 'mount.views': views }).views).toMatchObject([
      { name: 'Genres', template: '$genre/$title' },
      { name: 'New', template: '$artist/$title', query: 'added:-1w..' },
    ]);
  });

  it('have the names, sidecars, playlists and readers of the settings', () => {
    expect(mountLayout(usual)).toMatchObject({ names: 'posix', sidecars: true, playlists: true, others: false });
    expect(mountLayout({ ...usual, 'mount.playlists': false })).toMatchObject({ playlists: false });
    expect(
      mountLayout({ ...usual, 'mount.names': 'portable', 'mount.sidecars': false, 'mount.others': true }),
    ).toMatchObject({ names: 'portable', sidecars: false, others: true });
  });

  it('keep a template of their own whatever the mount is given', () => {
    const views = mountViewsSchema.parse([{ name: 'A', template: '$genre/$title' }, { name: 'B' }]);
    expect(mountLayout({ ...usual, 'mount.views': views }, '$id').views.map(({ template }) => template)).toEqual([
      '$genre/$title',
      '$id',
    ]);
  });

  it.each([
    [' /Genres/ ', 'Genres'],
    ['By / Year', 'By/Year'],
    ['//a///b', 'a/b'],
    ['', ''],
    [' / ', ''],
    ['...', '...'],
    ['a..b', 'a..b'],
  ])('have the name "%s" as %s', (name, clean) => {
    expect(mountViewsSchema.parse([{ name }])).toEqual([
      { name: clean, query: '', playlist: false, bestCopies: false },
    ]);
  });

  it('may have 400 characters of name, 2000 of template, and be 500', () => {
    const views = Array.from({ length: 500 }, (_, i) => ({ name: `view ${i}` }));
    expect(problem(views)).toBeUndefined();
    expect(problem([...views, { name: 'more' }])).toBeDefined();
    expect(problem([{ name: 'a'.repeat(400), template: 'a'.repeat(2000) }])).toBeUndefined();
    expect(problem([{ name: 'a'.repeat(401) }])).toBeDefined();
    expect(problem([{ name: 'a', template: 'a'.repeat(2001) }])).toBeDefined();
    expect(problem([{ name: 'a', template: '' }])).toBeDefined();
  });

  it('may be playlists and best copies', () => {
    expect(mountViewsSchema.parse([{ name: 'A', playlist: true, bestCopies: true }])).toMatchObject([
      { playlist: true, bestCopies: true },
    ]);
    expect(problem([{ name: '' }])).toBeUndefined();
  });

  it.each([
    ['a view with dots as its name', [{ name: '..' }], 'a view is a folder below the mount: its name has no . or ..'],
    [
      'a view with a dot in its path',
      [{ name: 'a/./b' }],
      'a view is a folder below the mount: its name has no . or ..',
    ],
    ['two views at the root', [{ name: '' }, { name: '/' }], 'there is a view at the root already'],
    ['two of one name in other case', [{ name: 'A' }, { name: 'B' }, { name: 'a' }], 'another view has the same name'],
    [
      'a playlist at the root',
      [{ name: ' ', playlist: true }],
      'the root has no place for a playlist beside it: give the view a name',
    ],
  ])('are refused for %s', (_, views, message) => {
    expect(problem(views)).toBe(message);
  });

  it('are refused with the part that is wrong', () => {
    const path = (views: unknown): unknown => mountViewsSchema.safeParse(views).error?.issues[0]?.path;
    expect(path([{ name: 'A' }, { name: '', playlist: true }])).toEqual([1, 'playlist']);
    expect(path([{ name: 'A' }, { name: 'a' }])).toEqual([1, 'name']);
    expect(path([{ name: 'A', query: '"' }])).toEqual([0, 'query']);
  });

  it('are refused with the reason', () => {
    expect(problem([{ name: 'A', template: '${artist' }])).toBeDefined();
    expect(problem([{ name: 'A', query: 'year:old' }])).toContain('old');
    expect(problem([{ name: 'A/../B' }])).toContain('..');
    expect(problem([{ name: 'A' }, { name: 'a' }])).toContain('same name');
    expect(problem([{ name: '', playlist: true }])).toContain('playlist');
    expect(problem([{ name: 'A', colour: 'red' }])).toBeDefined();
  });
});
