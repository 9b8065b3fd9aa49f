import { beforeEach, expect, it } from 'vitest';
import { healthPage } from '../health/health-pages.ts';
import { countsOf, surveyed } from '../health/testing-health.ts';
import { memoryLibrary, TESTER, type MemoryLibrary } from './testing-library.ts';
import { tracksWithUnshownEdits } from './unshown-edits.ts';

let library: MemoryLibrary;
let ids: number[];

/** Files whose layout says so, by name. */
const LAYOUTS = {
  'plain.flac': '{"container":"flac"}',
  'fragmented.m4a': '{"container":"mp4","detail":{}}',
  'unknown.wma': null,
  'untouched.wma': null,
};

beforeEach(() => {
  library = memoryLibrary();
  ids = Object.entries(LAYOUTS).map(([name, layout]) => {
    const id = library.add({ name });
    library.connection
      .prepare('UPDATE file SET layout = ? WHERE id = (SELECT file_id FROM track WHERE id = ?)')
      .run(layout, id);
    return id;
  });
  library.edits.apply(ids.slice(0, 3), { title: ['Other'] }, TESTER);
});

it('edits are shown where a header can be written, and tracks without edits need none', () => {
  expect(tracksWithUnshownEdits(library.connection, ids)).toEqual([ids[1], ids[2]]);
  expect(tracksWithUnshownEdits(library.connection, [ids[2]!, ids[0]!, 99])).toEqual([ids[2]]);
  expect(tracksWithUnshownEdits(library.connection, [])).toEqual([]);
});

it('health lists them, until the edit is undone', () => {
  const count = (): number => countsOf(library.connection)['unshown'] ?? 0;
  expect(count()).toBe(2);
  const page = { check: 'unshown', after: 0, offset: 0, limit: 9 };
  expect(healthPage(library.connection, surveyed(library.connection), page).items).toMatchObject([
    { trackId: ids[1], path: '/music/fragmented.m4a', message: expect.stringContaining('no header can be written') },
    { trackId: ids[2], path: '/music/unknown.wma', since: expect.any(Number) },
  ]);
  library.edits.undo(null, TESTER);
  expect(count()).toBe(0);
});
