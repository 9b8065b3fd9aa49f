/**
 * Imports from libraries that the real programs have made: what was put in is found, all of it. Where a program is not
 * there, its test is skipped; beets and Quod Libet are always there.
 */
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ImportOutcome, ImportReport } from '../../app/model/imports.ts';
import { makeAudio } from '../support/audio.ts';
import { descantHere as descant, descantJsonHere as descantJson } from '../support/commands-here.ts';
import { startService, type RunningService } from '../support/service.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { hasProgram, makeBeets, makeQuodLibet, makeRhythmbox, makeStrawberry } from './program-libraries.ts';

const folder = temporaryFolder();
const music = join(folder, 'music');
const library = join(folder, 'library');
const PLAYED = 1_700_000_000;
const ADDED = 1_500_000_000;
const TITLES = ['Eins ä', 'Zwei', 'Drei', 'Vier', 'Fünf', 'Sechs'];
const pathOf = (title: string): string =>
  join(music, 'Ärger & Söhne', title === 'Sechs' ? `${title} #1.mp3` : `0${TITLES.indexOf(title) + 1} ${title}.flac`);
/** Milliseconds that a program may take for each of its steps. */
const LIMIT = 120_000;

interface Report extends ImportReport {
  readonly outcomes: readonly ImportOutcome[];
}
let service: RunningService;
beforeAll(async () => {
  for (const [i, title] of TITLES.entries()) {
    makeAudio(pathOf(title), {
      tags: { title, artist: 'Söhne', album: 'Band 1', track: String(i + 1) },
      pitch: 200 + 40 * i,
      seconds: 2,
    });
  }
  service = await startService(library);
  await descantJson(library, 'scan', music);
}, LIMIT);

/**
 * Imports, and makes sure that importing again changes nothing and that one undo takes everything back.
 * @param check is called while the import is in force
 */
async function imported(source: string, check: (report: Report) => Promise<void> | void): Promise<void> {
  const before = await state();
  const report = await descantJson<Report>(library, 'import', source);
  const after = await state();
  await check(report);
  const again = await descantJson<Report>(library, 'import', source);
  expect([again.batch, again.tracks]).toEqual([null, 0]);
  expect(again.playlists.every(({ outcome }) => ['unchanged', 'lost'].includes(outcome))).toBe(true);
  for (const expected of [before, after, before]) {
    await (expected === after ? service.api.history.redo.mutate() : service.api.history.undo.mutate({}));
    expect(await state()).toEqual(expected);
  }
}

/** What a person has added, as a person sees it. */
async function state(): Promise<readonly unknown[]> {
  const fields = 'title,rating,favourite,plays,skips,lastplayed,added,notes';
  const { code, stdout } = await descant(library, 'tracks', '--sort', 'title', '--fields', fields);
  expect(code).toBe(0);
  const playlists = await service.api.playlists.list.query();
  return [stdout, playlists.map(({ name, kind, rule }) => [name, kind, rule?.query])];
}

const found = (report: Report): Readonly<Record<string, readonly number[]>> =>
  Object.fromEntries(
    Object.entries(report.values).map(([name, { inSource, found, changed }]) => [name, [inSource, found, changed]]),
  );

async function titles(query: string): Promise<readonly string[]> {
  const { tracks } = await descantJson<{ tracks: readonly { readonly title: string }[] }>(library, 'tracks', query);
  return tracks.map(({ title }) => title);
}

describe('descant import', () => {
  it('takes ratings, plays and dates from a library of beets', { timeout: LIMIT }, async () => {
    const source = await makeBeets(join(folder, 'beets'), music, [
      [
        'title:Eins',
        'rating=0.8',
        'play_count=5',
        `last_played=${PLAYED}`,
        'loved=1',
        'mood=calm',
        'added=2015-05-01 10:00:00',
      ],
      ['title:Zwei', 'rating=0.5', 'skip_count=2'],
      ['title:Drei', 'play_count=1'],
    ]);
    await imported(source, async (report) => {
      expect(report).toMatchObject({ kind: 'beets', records: 6, found: { path: 6 }, tracks: 3 });
      expect(found(report)).toMatchObject({
        ratings: [2, 2, 2],
        plays: [6, 6, 6],
        skips: [2, 2, 2],
        lastPlayed: [1, 1, 1],
        favourites: [1, 1, 1],
        fields: [1, 1, 1],
        // The others came to beets after they came to the library.
        added: [6, 6, 1],
      });
      expect(await titles('mood:calm rating:4 plays:5 favourite:1 added:2015')).toEqual(['Eins ä']);
    });
  });

  it('takes ratings, plays, dates and playlists from Quod Libet', { timeout: LIMIT }, async () => {
    const source = await makeQuodLibet(join(folder, 'quodlibet'), music, {
      songs: {
        'Eins ä': { '~#rating': 0.75, '~#playcount': 5, '~#skipcount': 2, '~#lastplayed': PLAYED },
        Zwei: { '~#rating': 1, '~#added': ADDED },
        Drei: { '~#rating': 0 },
      },
      playlists: { 'Mine & ours': ['Sechs', 'Eins ä', 'Sechs'], Ärger: ['Fünf'] },
    });
    await imported(source, async (report) => {
      expect(report).toMatchObject({ kind: 'quodlibet', records: 6, found: { path: 6 } });
      expect(found(report)).toMatchObject({
        ratings: [2, 2, 2],
        plays: [5, 5, 5],
        skips: [2, 2, 2],
        lastPlayed: [1, 1, 1],
      });
      expect(report.values.added).toMatchObject({ inSource: 6, found: 6 });
      expect(report.playlists).toEqual([
        { name: 'Mine & ours', folders: [], outcome: 'created', tracks: 3, notFound: 0, loss: null },
        { name: 'Ärger', folders: [], outcome: 'created', tracks: 1, notFound: 0, loss: null },
      ]);
      expect(await titles('added:..2018')).toEqual(['Zwei']);
    });
  });

  it('takes ratings, plays, dates and playlists from Rhythmbox', { timeout: LIMIT }, async ({ skip }) => {
    skip(!['rhythmbox', 'Xvfb', 'dbus-run-session', 'gdbus'].every(hasProgram), 'it needs rhythmbox and xvfb');
    const [one, two] = [pathOf('Eins ä'), pathOf('Sechs')];
    const source = await makeRhythmbox(join(folder, 'rhythmbox'), [
      ['add', one],
      ['add', two],
      ['set', one, "{'rating': <4.0>, 'play-count': <uint32 7>}"],
      ['set', two, "{'rating': <3.0>}"],
      ['create', 'Mine & ours'],
      ['append', 'Mine & ours', two],
      ['append', 'Mine & ours', one],
    ]);
    await imported(source, (report) => {
      expect(report).toMatchObject({ kind: 'rhythmbox', records: 2, found: { path: 2 } });
      expect(found(report)).toMatchObject({ ratings: [2, 2, 2], plays: [7, 7, 7] });
      expect(report.values.added).toMatchObject({ inSource: 2, found: 2 });
      // Rhythmbox makes three automatic playlists by itself.
      expect(report.playlists.map(({ name, outcome, tracks }) => [name, outcome, tracks])).toEqual([
        ['My Top Rated', 'created', null],
        ['Recently Added', 'created', null],
        ['Recently Played', 'created', null],
        ['Mine & ours', 'created', 2],
      ]);
    });
  });

  it('takes ratings, plays and playlists from Strawberry', { timeout: LIMIT }, async ({ skip }) => {
    skip(!['strawberry', 'dbus-run-session', 'gdbus'].every(hasProgram), 'it needs strawberry');
    const source = await makeStrawberry(join(folder, 'strawberry'), TITLES.map(pathOf), {
      values: {
        'Eins ä': { rating: 0.8, playcount: 4, skipcount: 3, lastplayed: PLAYED },
        Sechs: { rating: 0.5 },
      },
      playlist: ['Mine & ours', pathOf('Sechs'), pathOf('Eins ä')],
    });
    await imported(source, (report) => {
      expect(report).toMatchObject({ kind: 'strawberry', records: 6, found: { path: 6 } });
      expect(found(report)).toMatchObject({
        ratings: [2, 2, 2],
        plays: [4, 4, 4],
        skips: [3, 3, 3],
        lastPlayed: [1, 1, 1],
      });
      expect(report.playlists.find(({ name }) => name === 'Mine & ours')).toEqual({
        name: 'Mine & ours',
        folders: [],
        outcome: 'created',
        tracks: 2,
        notFound: 0,
        loss: null,
      });
    });
  });
});
