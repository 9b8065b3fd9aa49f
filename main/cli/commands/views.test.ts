import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ViewSetting } from '../../../app/model/mount.ts';
import { FakeService } from '../testing/fake-service.ts';
import * as views from './views.ts';

const GENRES: ViewSetting = {
  name: 'Genres',
  query: 'genre:folk',
  playlist: true,
  bestCopies: true,
  template: '$genre',
};
const ROOT: ViewSetting = { name: '', query: '', playlist: false, bestCopies: false };

let service: FakeService;
let settings: readonly ViewSetting[];
beforeAll(async () => {
  service = await FakeService.start();
  service.answer('settings', 'get', () => ({ 'mount.views': settings, 'mount.template': '$title' }) as never);
  service.answer('settings', 'set', () => undefined as never);
});
afterAll(() => service.stop());
beforeEach(() => {
  settings = [GENRES, { ...ROOT, name: 'All', playlist: true }];
});

/** The views that are stored. */
const stored = (): unknown => (service.calls[1]?.[1] as { value: unknown } | undefined)?.value;

describe('descant views', () => {
  it('lists the views with their templates', async () => {
    expect((await service.run(views)).stdout).toBe(
      'Genres  genre:folk  $genre  playlist, best copies\nAll     everything  $title  playlist\n',
    );
    expect(JSON.parse((await service.run(views, '--json')).stdout)).toEqual({
      views: [GENRES, { ...ROOT, name: 'All', playlist: true, template: '$title' }],
    });
    expect(service.calls).toEqual([['settings.get', undefined]]);
  });

  it('lists the view at the root where there are none', async () => {
    settings = [];
    expect((await service.run(views)).stdout).toBe('/  everything  $title\n');
  });

  it('adds a view, and shows it', async () => {
    const { stdout } = await service.run(views, 'add', '/By year/ /Folk/', '--query', 'genre:folk', '--best-copies');
    expect(service.calls[1]?.[1]).toMatchObject({ name: 'mount.views' });
    expect(stored()).toEqual([
      ...settings,
      { name: 'By year/Folk', query: 'genre:folk', playlist: false, bestCopies: true },
    ]);
    expect(stdout.split('\n').at(-2)).toBe('By year/Folk  genre:folk  $title  best copies');
    await service.run(views, 'add', 'New', '--template', '$artist', '--playlist');
    expect(stored()).toEqual([
      ...settings,
      { name: 'New', query: '', playlist: true, bestCopies: false, template: '$artist' },
    ]);
  });

  it('replaces a view of the same name, in any case', async () => {
    await service.run(views, 'add', 'genres');
    expect(stored()).toEqual([settings[1], { ...ROOT, name: 'genres' }]);
  });

  it('keeps the view at the root beside the first that is added', async () => {
    settings = [];
    await service.run(views, 'add', 'New');
    expect(stored()).toEqual([ROOT, { ...ROOT, name: 'New' }]);
    await service.run(views, 'add', '/', '--query', 'x');
    expect(stored()).toEqual([{ ...ROOT, query: 'x' }]);
  });

  it('removes a view', async () => {
    expect((await service.run(views, 'remove', 'ALL')).stdout).not.toContain('All');
    expect(stored()).toEqual([GENRES]);
    settings = [];
    await service.run(views, 'remove', '/');
    expect(stored()).toEqual([]);
  });

  it('fails to remove a view that is not there', async () => {
    await expect(service.run(views, 'remove', 'None')).rejects.toMatchObject({
      code: 'NO_SUCH_VIEW',
      message: 'there is no view "None"',
    });
    expect(service.calls).toHaveLength(1);
  });

  it.each([
    [['add', 'By', 'year'], 'a view has one name; quote "By year"'],
    [['list'], 'views takes add or remove, not "list"'],
    [['add'], 'name the view to add, such as Genres; the view at the root of the mount is /'],
    [['remove'], 'name the view to remove, such as Genres; the view at the root of the mount is /'],
  ])('refuses %j', async (words, message) => {
    await expect(service.run(views, ...words)).rejects.toMatchObject({ code: 'ERR_PARSE_ARGS', message });
  });
});
