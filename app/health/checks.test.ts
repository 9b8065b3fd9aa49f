/** Each check of tags, albums, names and covers with what it finds, what it leaves alone, and what its fix makes of it. */
import { beforeEach, describe, expect, it } from 'vitest';
import { ActionRuns } from '../actions/action-runs.ts';
import { applyPlan } from '../actions/apply-plan.ts';
import { OpenPlans } from '../actions/open-plans.ts';
import { AnnouncedEdits } from '../library/announced-edits.ts';
import { Catalogue } from '../library/catalogue/catalogue.ts';
import { memoryLibrary, TESTER, type MemoryLibrary, type SampleFile } from '../library/testing-library.ts';
import { TrackReader } from '../library/track-reader.ts';
import type { ActionResult } from '../model/actions.ts';
import { openFix, type FixRequest } from './open-fix.ts';
import { findingsOf, surveyed } from './testing-health.ts';

let library: MemoryLibrary;
beforeEach(() => {
  library = memoryLibrary();
});

let files = 0;
/** Adds a track of an album with these tags besides. */
function add(tags: Record<string, string | string[]>, more: Partial<SampleFile> = {}): number {
  files += 1;
  const lists = Object.entries(tags).map(([field, value]) => [field, [value].flat()]);
  return library.add({ folder: '/music/a', name: `${files}.flac`, tags: Object.fromEntries(lists), ...more });
}

const album = (track: number, more: Record<string, string> = {}) => ({
  title: `Song ${track}`,
  artist: 'Ash',
  album: 'Tide',
  tracknumber: String(track),
  ...more,
});

async function messages(check: string): Promise<string[]> {
  return (await findingsOf(library.connection, check)).map(({ message }) => message);
}

/** Runs the fix of a check. @throws Error with the message of the run */
async function mend(
  check: string,
  more: Partial<FixRequest & { expected: string | null; dryRun: boolean }> = {},
): Promise<ActionResult> {
  const { connection, tracks } = library;
  await new Catalogue(connection).settle();
  const reader = new TrackReader(connection);
  const plans = new OpenPlans(connection, reader);
  const edits = new AnnouncedEdits(connection, tracks, () => {});
  const runs = new ActionRuns({
    openPlan: async (request) => plans.open(request),
    planPage: async (request) => plans.page(request),
    closePlan: async (request) => plans.close(request),
    apply: async (request) => applyPlan(connection, edits, request),
  });
  const { expected = null, dryRun = false, ...request } = more;
  const asked = { check, query: '', about: null, to: null, isSeen: dryRun || expected !== null, ...request };
  const { run } = runs.begin(
    async () => openFix({ connection, survey: surveyed(connection), tracks: reader, plans }, asked),
    { limit: 100, expected, batch: dryRun ? null : { author: TESTER, note: check } },
  );
  await runs.ended(run);
  const { result, error } = runs.state(run);
  if (error) throw Object.assign(new Error(error.message), { code: error.code });
  return result!;
}

/** Looks at the guesses of a fix and applies them. @returns track → field → values */
async function mendGuessed(check: string): Promise<Record<number, Record<string, readonly string[] | null>>> {
  const { digest } = await mend(check, { dryRun: true });
  const { changes } = await mend(check, { expected: digest });
  return Object.fromEntries(
    changes.map(({ id, changes }) => [id, Object.fromEntries(changes.map(({ field, after }) => [field, after]))]),
  );
}

describe('missing fields', () => {
  it('are found one by one; a number only in an album', async () => {
    const id = add({ title: 'a', artist: 'b' });
    for (const check of ['no-album', 'no-year', 'no-genre']) {
      expect((await findingsOf(library.connection, check)).map(({ trackId }) => trackId)).toEqual([id]);
    }
    expect(await messages('no-number')).toEqual([]);
    add({ title: 'c', artist: 'b', album: 'Tide', date: '1999', genre: 'Rock' });
    expect(await messages('no-number')).toEqual(['no track number']);
    expect(await messages('no-year')).toEqual(['no year']);
  });

  it('are no findings of files that are missing or cannot be read', async () => {
    add({ title: 'a' }, { missingSince: 1 });
    add({ title: 'a' }, { error: 'broken' });
    expect(await messages('no-year')).toEqual([]);
  });
});

describe('text', () => {
  it('that was read in the wrong encoding is found with its repair, which is a guess', async () => {
    const ids = [add({ artist: 'BjÃ¶rk' }), add({ artist: 'Ïðèâåò ìèð' }), add({ artist: 'РџСЂРёРІРµС‚' })];
    add({ artist: 'Björk' });
    add({ artist: 'Привет' });
    add({ artist: 'Motörhead', title: 'Où' });
    expect(await messages('garbled')).toEqual([
      'artist: BjÃ¶rk → Björk',
      'artist: Ïðèâåò ìèð → Привет мир',
      'artist: РџСЂРёРІРµС‚ → Привет',
    ]);
    await expect(mend('garbled')).rejects.toThrow('guesses: that text which makes sense');
    expect(await mendGuessed('garbled')).toEqual({
      [ids[0]!]: { artist: ['Björk'] },
      [ids[1]!]: { artist: ['Привет мир'] },
      [ids[2]!]: { artist: ['Привет'] },
    });
    expect(await messages('garbled')).toEqual([]);
  });

  it('with accents apart is one finding, with odd spaces another; lyrics may have them', async () => {
    add({ title: 'Cafe\u0301', lyrics: 'a\u0301  b' });
    const odd = add({ title: 'a\u00a0 b\u200b', artist: 'Ash' });
    expect(await messages('decomposed')).toEqual(['title: Cafe\u0301 → Caf\u00e9']);
    expect(await messages('odd-characters')).toEqual(['title: a\u00a0 b\u200b → a b']);
    expect((await mend('odd-characters')).changes.map(({ id }) => id)).toEqual([odd]);
    expect((await mend('decomposed')).fields).toEqual({ title: 1 });
    library.edits.undo(null, TESTER);
    expect(await messages('decomposed')).toHaveLength(1);
  });

  it('of a title may begin with the number of its track, and of no other', async () => {
    const id = add({ title: '03 - Siege', tracknumber: '3' });
    add({ title: '99 - Problems', tracknumber: '4' });
    add({ title: '7 Rings', tracknumber: '7' });
    expect(await messages('title-numbers')).toEqual(['03 - Siege → Siege']);
    expect((await mend('title-numbers')).changes).toEqual([
      { id, changes: [{ field: 'title', before: ['03 - Siege'], after: ['Siege'] }] },
    ]);
  });
});

describe('an album', () => {
  it('with several years or album artists is found, and gets what most tracks say when that was looked at', async () => {
    add(album(1, { date: '1999', albumartist: 'Ash' }));
    add(album(2, { date: '1999-05-01', albumartist: 'Ash' }));
    const third = add(album(3, { date: '2001', albumartist: 'ASH' }));
    expect(await messages('album-year')).toEqual(['1999 (2), 2001 (1)']);
    expect(await messages('album-artist')).toEqual(['Ash (2), ASH (1)']);
    await expect(mend('album-year')).rejects.toMatchObject({ code: 'GUESSES' });
    expect(await mendGuessed('album-year')).toEqual({ [third]: { date: ['1999'] } });
    expect(await mendGuessed('album-artist')).toEqual({ [third]: { albumartist: ['Ash'] } });
    expect(await messages('album-year')).toEqual([]);
  });

  it('of various artists may have a year and a genre for each track', async () => {
    add(album(1, { date: '1999', genre: 'Rock', albumartist: 'Various Artists' }));
    add(album(2, { date: '1970', genre: 'Jazz', albumartist: 'Various Artists' }));
    expect([await messages('album-year'), await messages('album-genre')]).toEqual([[], []]);
  });

  it('of several artists lacks an album artist, and the catalogue proposes one', async () => {
    const ids = [1, 2, 3].map((track) => add(album(track, { artist: ['Ash', 'Bly', 'Cole'][track - 1]! })));
    expect(await messages('no-album-artist')).toEqual(['3 artists and no album artist']);
    expect(await mendGuessed('no-album-artist')).toEqual(
      Object.fromEntries(ids.map((id) => [id, { albumartist: ['Various Artists'] }])),
    );
    expect(await messages('no-album-artist')).toEqual([]);
  });

  it('has totals that disagree, or that numbers exceed', async () => {
    add(album(1, { totaltracks: '2', discnumber: '1', totaldiscs: '1' }));
    add(album(2, { totaltracks: '2', discnumber: '1' }));
    expect(await messages('wrong-totals')).toEqual([]);
    const third = add(album(3, { totaltracks: '9', discnumber: '1' }));
    expect(await messages('wrong-totals')).toEqual(['disc 1 has 2 and 9 tracks in all']);
    const fourth = add(album(1, { totaltracks: '1', discnumber: '2' }));
    expect(await messages('wrong-totals')).toEqual(['disc 1 has 2 and 9 tracks in all; there is a disc 2 of 1']);
    const changed = await mendGuessed('wrong-totals');
    expect(changed[third]).toEqual({ totaldiscs: ['2'] });
    expect(changed[fourth]).toEqual({ totaldiscs: ['2'] });
    expect(await messages('wrong-totals')).toEqual([]);
  });

  it('lacks the numbers between its tracks, and those up to its total', async () => {
    add(album(1));
    add(album(4, { totaltracks: '5' }));
    expect(await messages('gaps')).toEqual(['not there: tracks 2–3, 5']);
    add(album(2, { discnumber: '3', totaldiscs: '3' }));
    expect(await messages('gaps')).toEqual(['not there: tracks, by disc 1: 2–3, 1: 5, 3: 1; discs 2']);
  });

  it('lacks discs of which no track is there', async () => {
    add(album(1, { discnumber: '1', totaldiscs: '12' }));
    expect(await messages('gaps')).toEqual(['not there: discs 2, 3, 4, 5, 6, 7, 8, 9 …']);
  });

  it('is in parts where its names differ in signs, and is one again when that was looked at', async () => {
    add(album(1, { album: 'Rock & Roll!' }));
    add(album(2, { album: 'Rock & Roll!' }));
    const third = add(album(3, { album: 'Rock and Roll' }));
    add(album(1, { album: 'Rock and Roll', artist: 'Bly' }), { folder: '/music/b' });
    const [found, ...others] = await findingsOf(library.connection, 'split-albums');
    expect(others).toEqual([]);
    expect(found).toMatchObject({
      tracks: 3,
      about: 'Ash: Rock & Roll!',
      message: 'Ash: Rock & Roll! (2), Ash: Rock and Roll (1)',
    });
    expect((await mendGuessed('split-albums'))[third]).toEqual({ album: ['Rock & Roll!'], albumartist: ['Ash'] });
    expect(await messages('split-albums')).toEqual([]);
  });

  it('is not in parts where numbers are taken twice, or the years differ', async () => {
    add(album(1, { album: 'Live!', date: '1999' }));
    add(album(1, { album: 'Live', date: '1999' }));
    add(album(2, { album: 'Live?', date: '2005' }));
    expect(await messages('split-albums')).toEqual([]);
  });
});

describe('covers', () => {
  const cover = (length: number) => [
    { type: 3, mime: 'image/png', encoding: 'raw' as const, location: { offset: 1, length } },
  ];

  it('are missing, in part missing, or different', async () => {
    add(album(1));
    expect(await messages('no-cover')).toEqual(['none of its tracks has a picture']);
    add(album(2), { pictures: cover(100) });
    expect([await messages('no-cover'), await messages('part-cover')]).toEqual([[], ['1 of 2 tracks have no picture']]);
    add(album(3), { pictures: cover(100) });
    expect(await messages('several-covers')).toEqual([]);
    add(album(4), { pictures: cover(101) });
    expect(await messages('several-covers')).toEqual(['2 different covers']);
  });
});

describe('names in several spellings', () => {
  it('are one name; the most frequent spelling is proposed', async () => {
    const [first] = ['AC/DC', 'AC/DC', 'ac dc', 'Simon & Garfunkel', 'Simon and Garfunkel', 'Ash'].map((artist) =>
      add({ artist }),
    );
    const found = await findingsOf(library.connection, 'artist-variants');
    expect(found.map(({ about, message, tracks }) => [about, message, tracks])).toEqual([
      ['AC/DC', 'AC/DC (2), ac dc (1)', 3],
      ['Simon & Garfunkel', 'Simon & Garfunkel (1), Simon and Garfunkel (1)', 2],
    ]);
    expect(found[1]!.query).toBe(`id:${first! + 3} , id:${first! + 4}`);
    expect(await mendGuessed('artist-variants')).toEqual({
      [first! + 2]: { artist: ['AC/DC'] },
      [first! + 4]: { artist: ['Simon & Garfunkel'] },
    });
  });

  it('take the spelling that a person names, for one name at a time', async () => {
    const ids = ['Hip-Hop', 'hip hop', 'Rock', 'rock'].map((genre) => add({ genre: [genre, 'Pop'] }));
    await expect(mend('genre-variants', { to: 'Hip hop' })).rejects.toThrow('can stand for one name only');
    const { changes } = await mend('genre-variants', { to: 'HipHop', query: 'genre:hip' });
    expect(changes.map(({ id, changes: [change] }) => [id, change!.after])).toEqual([
      [ids[0], ['HipHop', 'Pop']],
      [ids[1], ['HipHop', 'Pop']],
    ]);
  });

  it('are mended for one name alone, also where its tracks have other names to mend', async () => {
    const id = add({ genre: ['hip hop', 'rock'] });
    for (const genre of ['Hip-Hop', 'Hip-Hop', 'Rock', 'Rock']) add({ genre: [genre] });
    const { changes } = await mend('genre-variants', { about: 'Hip-Hop', to: 'Hip hop', dryRun: true });
    expect(changes.find((track) => track.id === id)!.changes[0]!.after).toEqual(['Hip hop', 'rock']);
    expect(changes).toHaveLength(3);
    expect((await mend('genre-variants', { about: 'Jazz', dryRun: true })).matched).toBe(0);
    const [item] = await findingsOf(library.connection, 'genre-variants');
    expect(item!.spellings).toEqual([
      { value: 'Hip-Hop', tracks: 2 },
      { value: 'hip hop', tracks: 1 },
    ]);
  });
});

describe('files', () => {
  it('have the extension of another format', async () => {
    add({}, { name: 'a.mp3', codec: 'flac' });
    add({}, { name: 'b.ogg', codec: 'opus' });
    add({}, { name: 'c.xyz', codec: 'unheard-of' });
    expect(await messages('wrong-extension')).toEqual(['it is FLAC, and its name should end in .flac']);
  });

  it('of one folder have names that differ in the form of accents or in case alone', async () => {
    add({}, { name: 'Café.flac'.normalize('NFC') });
    add({}, { name: 'Café.flac'.normalize('NFD') });
    add({}, { name: 'TIDE.flac' });
    add({}, { name: 'tide.flac' });
    add({}, { name: 'tide.flac', folder: '/music/b' });
    expect(await messages('name-clashes')).toEqual([
      '2 names that differ in the form of their accents alone',
      '2 names that differ in case alone',
    ]);
  });

  it('are cut off where the analysis has found less sound than they state', async () => {
    const ids = [100, 99.8, 40].map((seconds) => {
      const id = add({});
      library.analyse(id);
      library.connection.prepare('UPDATE analysis SET fingerprint_duration = ? WHERE file_id = ?').run(seconds, id);
      return id;
    });
    expect(await findingsOf(library.connection, 'truncated')).toMatchObject([
      { trackId: ids[2], message: '60.0 of 100.0 s of sound are not there' },
    ]);
  });

  it('are cut off where the scan has found MPEG audio to be, analysed or not', async () => {
    const cut = (detail: object, codec = 'mp3'): number => {
      const id = add({}, { name: `${JSON.stringify(detail).length} ${codec}.mp3`, codec });
      const set = library.connection.prepare(
        "UPDATE file SET layout = json_set(layout, '$.detail', json(?)) WHERE id = ?",
      );
      set.run(JSON.stringify(detail), id);
      return id;
    };
    const [lost, ended] = [
      cut({ cut: { seconds: 61.23, confidence: 0.99 } }),
      cut({ cut: { seconds: 0, confidence: 0.6 } }, 'mp2'),
    ];
    cut({ names: { cut: 'Cut' } });
    library.analyse(lost);
    expect(await findingsOf(library.connection, 'truncated')).toMatchObject([
      { trackId: lost, message: '61.2 s of sound that its header states are not there (99 % sure)' },
      { trackId: ended, message: 'its last frame is cut off (60 % sure)' },
    ]);
  });
});

describe('a fix', () => {
  it('is refused where there is none, and where it takes no value', async () => {
    await expect(mend('missing')).rejects.toMatchObject({ code: 'NO_FIX' });
    await expect(mend('title-numbers', { to: 'x' })).rejects.toThrow('takes no value');
    await expect(mend('mising')).rejects.toMatchObject({ code: 'UNKNOWN_CHECK' });
  });

  it('of albums compares whole albums, though a query finds one of their tracks', async () => {
    const ids = ['1999', '1999', '2001'].map((date, index) => add(album(index + 1, { date })));
    add(album(1, { album: 'Ebb', date: '1970' }), { folder: '/music/b' });
    add(album(2, { album: 'Ebb', date: '1971' }), { folder: '/music/b' });
    const { matched, changes } = await mend('album-year', { query: `id:${ids[2]}`, dryRun: true });
    expect([matched, changes.map(({ id, changes: [change] }) => [id, change!.after])]).toEqual([
      3,
      [[ids[2], ['1999']]],
    ]);
  });

  it('mends the findings of a query alone', async () => {
    const ids = [add({ title: '01 - a', tracknumber: '1' }), add({ title: '02 - b', tracknumber: '2' })];
    expect((await mend('title-numbers', { query: `id:${ids[1]}` })).changes.map(({ id }) => id)).toEqual([ids[1]]);
  });
});
