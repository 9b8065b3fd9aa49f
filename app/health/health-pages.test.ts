import { copyFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { makeAudio } from '../../tests/support/audio.ts';
import { testLibrary, TESTER, type TestLibrary } from '../../tests/support/library.ts';
import { inEnglish } from '../model/messages.ts';
import type { HealthItem, HealthPage } from '../model/health.ts';
import { removeRoot } from '../scan/roots.ts';
import { healthPage } from './health-pages.ts';
import { CHECKS } from './check-table.ts';
import { countsOf, surveyed } from './testing-health.ts';

let library: TestLibrary;
const inMusic = (name: string): string => join(library.music, name);

beforeEach(async () => {
  library = testLibrary();
  makeAudio(inMusic('good.flac'), { tags: { title: 'a title', artist: 'an artist' }, seconds: 1 });
  await library.scan();
});

/** What the checks of files and of the mount find, and whether tracks have names. */
function counts(): Record<string, number> {
  const { 'no-album': _album, 'no-year': _year, 'no-genre': _genre, ...found } = countsOf(library.connection);
  return found;
}

function page(check: string, after: number, limit: number): HealthPage {
  return healthPage(library.connection, surveyed(library.connection), { check, after, offset: 0, limit });
}

function itemsOf(check: string): readonly Pick<HealthItem, 'trackId' | 'path' | 'message' | 'since'>[] {
  return page(check, 0, 100).items.map(({ albumId, about, tracks, query, said, ...item }) => {
    expect([albumId, about]).toEqual([null, '']);
    if (said !== undefined) expect(inEnglish(said)).toBe(item.message);
    expect([tracks, query]).toEqual(item.trackId === null ? [0, null] : [1, `id:${item.trackId}`]);
    return item;
  });
}

async function addCopy(name: string): Promise<number> {
  copyFileSync(inMusic('good.flac'), inMusic(name));
  await library.scan();
  return library.find(`path:${name}`)[0]!;
}

function sql(statement: string, ...values: (number | string)[]): void {
  library.connection.prepare(statement).run(...values);
}

test('a library where all is well is healthy, though something could be better', () => {
  const { healthy, checks } = surveyed(library.connection).report!;
  expect(healthy).toBe(true);
  expect(checks.map(({ check }) => check)).toEqual(CHECKS.map(({ name }) => name));
  expect(checks.filter(({ severity }) => severity !== 'notice').every(({ count }) => count === 0)).toBe(true);
  for (const { check } of checks.filter(({ count }) => count === 0)) {
    expect(page(check, 0, 9), check).toEqual({ items: [], next: null });
  }
});

test('pages begin at any place of the list', async () => {
  for (const name of ['b.flac', 'c.flac', 'd.flac']) {
    copyFileSync(inMusic('good.flac'), inMusic(name));
  }
  await library.scan();
  for (const name of ['b.flac', 'c.flac', 'd.flac']) rmSync(inMusic(name));
  await library.scan();
  for (const check of ['missing', 'no-year']) {
    const { connection } = library;
    const survey = surveyed(connection);
    const from = (offset: number) => healthPage(connection, survey, { check, after: 0, offset, limit: 2 });
    const all = healthPage(connection, survey, { check, after: 0, offset: 0, limit: 9 }).items;
    expect(from(1).items, check).toEqual(all.slice(1, 3));
    expect(from(all.length), check).toEqual({ items: [], next: null });
  }
});

test('one finding is enough to be unhealthy', () => {
  rmSync(inMusic('good.flac'));
  sql('UPDATE file SET missing_since = 5');
  expect(surveyed(library.connection).report!.healthy).toBe(false);
});

test('a file that cannot be read is found with its cause, until it is missing', async () => {
  writeFileSync(inMusic('broken.flac'), 'fLaC this is not one');
  await library.scan();
  expect(counts()).toEqual({ unreadable: 1 });
  const row = library.connection.prepare('SELECT error, scanned_at AS at FROM file WHERE error IS NOT NULL').get();
  const { error, at } = row as { error: string; at: number };
  expect(itemsOf('unreadable')).toEqual([
    { trackId: library.find('is:broken')[0], path: inMusic('broken.flac'), message: error, since: at },
  ]);
  rmSync(inMusic('broken.flac'));
  await library.scan();
  expect(counts()).toEqual({ missing: 1 });
});

test('a file that is missing is found with the time, unless its folder was taken out of the library', async () => {
  const id = await addCopy('away.flac');
  rmSync(inMusic('away.flac'));
  await library.scan();
  sql('UPDATE file SET missing_since = 5 WHERE missing_since IS NOT NULL');
  expect(counts()).toEqual({ missing: 1 });
  expect(itemsOf('missing')).toEqual([
    { trackId: id, path: inMusic('away.flac'), message: 'the file is not where it was', since: 5 },
  ]);
  removeRoot(library.connection, 1);
  expect(counts()).toEqual({});
});

test('a file that the mount could not serve is found, unless it is missing', async () => {
  const id = library.find('')[0]!;
  sql('INSERT INTO mount_problem (track_id, at, message) VALUES (?, 7, ?)', id, 'it is shorter now');
  expect(counts()).toEqual({ changed: 1 });
  expect(itemsOf('changed')).toEqual([
    { trackId: id, path: inMusic('good.flac'), message: 'it is shorter now', since: 7 },
  ]);
  sql('UPDATE file SET missing_since = 5');
  expect(counts()).toEqual({ missing: 1 });
});

test('a refused save is found with its author, its reason and what was kept, also without a track', () => {
  const id = library.find('')[0]!;
  const insert = 'INSERT INTO refused_save (at, track_id, path, author, reason, kept) VALUES (?, ?, ?, ?, ?, ?)';
  sql(insert, 8, id, '/mount/good.flac', 'kid3', 'the sound differs', '/kept/1');
  library.connection.prepare(insert).run(9, null, '/mount/other.flac', 'puddletag', 'it is no audio', '/kept/2');
  library.connection.prepare(insert).run(9, null, '/mount/moved.flac', 'mv', 'it is ambiguous', '');
  expect(counts()).toEqual({ refused: 3 });
  expect(itemsOf('refused')).toEqual([
    { trackId: id, path: '/mount/good.flac', message: 'kid3: the sound differs (kept in /kept/1)', since: 8 },
    { trackId: null, path: '/mount/other.flac', message: 'puddletag: it is no audio (kept in /kept/2)', since: 9 },
    { trackId: null, path: '/mount/moved.flac', message: 'mv: it is ambiguous', since: 9 },
  ]);
});

test('what was found about the sound is told in its words, each by its own check', () => {
  library.connection.exec(`
    INSERT INTO analysis (file_id, version, analysed_at) VALUES (1, 1, 6);
    INSERT INTO sound_quality (file_id, version) VALUES (1, 1);
    INSERT INTO sound_finding (finding, file_id, confidence, words) VALUES
      ('lossy', 1, 0.9, 'it was MP3'), ('clipped', 1, 1, '7 peaks'), ('mono', 1, 1, 'both the same');
  `);
  expect(counts()).toEqual({ lossy: 1, clipped: 1 });
  expect(itemsOf('lossy')).toEqual([{ trackId: 1, path: inMusic('good.flac'), message: 'it was MP3', since: null }]);
  sql('UPDATE file SET missing_since = 5');
  expect(counts()).toEqual({ missing: 1 });
});

test('a file that could not be analysed is found, unless it is too short, cannot be read or is missing', () => {
  const insert =
    'INSERT OR REPLACE INTO analysis (file_id, version, analysed_at, error, error_code) VALUES (1, 1, 6, ?, ?)';
  library.connection.prepare(insert).run('the stream is damaged', 'DECODE_FAILED');
  expect(counts()).toEqual({ unanalysed: 1 });
  expect(itemsOf('unanalysed')).toEqual([
    { trackId: 1, path: inMusic('good.flac'), message: 'the stream is damaged', since: 6 },
  ]);
  sql(`UPDATE file SET error = 'broken'`);
  expect(counts()).toEqual({ unreadable: 1 });
  sql('UPDATE file SET error = NULL, missing_since = 5');
  expect(counts()).toEqual({ missing: 1 });
  sql('UPDATE file SET missing_since = NULL');
  library.connection.prepare(insert).run('there is too little of it', 'TOO_SHORT');
  expect(counts()).toEqual({});
  library.connection.prepare(insert).run(null, null);
  expect(counts()).toEqual({});
});

test('a track without artist or title is found with what it lacks, unless it cannot be read or is missing', async () => {
  const ids = [library.find('')[0]!, await addCopy('b.flac'), await addCopy('c.flac')];
  library.edits.apply([ids[0]!], { artist: null }, TESTER);
  library.edits.apply([ids[1]!], { title: null }, TESTER);
  library.edits.apply([ids[2]!], { artist: null, title: null }, TESTER);
  expect(counts()).toEqual({ untagged: 3 });
  expect(itemsOf('untagged')).toEqual([
    { trackId: ids[0], path: inMusic('good.flac'), message: 'no artist', since: null },
    { trackId: ids[1], path: inMusic('b.flac'), message: 'no title', since: null },
    { trackId: ids[2], path: inMusic('c.flac'), message: 'neither artist nor title', since: null },
  ]);
  sql(`UPDATE file SET error = 'broken' WHERE id = 1`);
  expect(counts()).toEqual({ unreadable: 1, untagged: 2 });
  rmSync(inMusic('b.flac'));
  await library.scan();
  expect(counts()).toMatchObject({ missing: 1, untagged: 1 });
});

test('pages go on behind the key of the last item, and the last page says so', async () => {
  for (const name of ['b', 'c', 'd', 'e']) copyFileSync(inMusic('good.flac'), inMusic(`${name}.flac`));
  await library.scan();
  library.edits.apply(library.find(''), { title: null }, TESTER);
  const first = page('untagged', 0, 2);
  const second = page('untagged', first.next!, 2);
  const third = page('untagged', second.next!, 2);
  expect([first, second, third].map(({ items }) => items.length)).toEqual([2, 2, 1]);
  expect(third.next).toBeNull();
  const found = [first, second, third].flatMap(({ items }) => items.map(({ trackId }) => trackId));
  expect(found).toEqual(library.find('').toSorted((a, b) => a - b));
  expect(page('untagged', 0, 5).next).toBe(found.at(-1));
});

test('a path that is not UTF-8 comes with its bytes', async () => {
  const name = Buffer.from([0xff, 0x2e, 0x66, 0x6c, 0x61, 0x63]);
  const path = Buffer.concat([Buffer.from(`${library.music}/`), name]);
  renameSync(inMusic('good.flac'), path);
  await library.scan();
  library.edits.apply(library.find(''), { title: null }, TESTER);
  expect(itemsOf('untagged')).toMatchObject([{ pathBase64: path.toString('base64') }]);
});

test('a file with broken tags that plays is damaged until it is missing, and not unreadable', async () => {
  const [id] = library.find('path:good.flac');
  sql('UPDATE file SET damage = ?, scanned_at = 7', 'its tags are cut');
  expect(counts()).toEqual({ damaged: 1 });
  expect(itemsOf('damaged')).toEqual([
    { trackId: id, path: inMusic('good.flac'), message: 'its tags are cut', since: 7 },
  ]);
  sql('UPDATE file SET missing_since = 1');
  expect(counts()).toEqual({ missing: 1 });
});
