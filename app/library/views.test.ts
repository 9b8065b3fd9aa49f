import { describe, expect, it } from 'vitest';
import { mountLayout, mountViewsSchema } from './views.ts';

const usual = {
  'mount.template': '$artist/$title',
  'mount.views': [],
  'mount.names': 'posix',
  'mount.sidecars': true,
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

  it('are refused with the reason', () => {
    expect(problem([{ name: 'A', template: '${artist' }])).toBeDefined();
    expect(problem([{ name: 'A', query: 'year:old' }])).toContain('old');
    expect(problem([{ name: 'A/../B' }])).toContain('..');
    expect(problem([{ name: 'A' }, { name: 'a' }])).toContain('same name');
    expect(problem([{ name: '', playlist: true }])).toContain('playlist');
    expect(problem([{ name: 'A', colour: 'red' }])).toBeDefined();
  });
});
