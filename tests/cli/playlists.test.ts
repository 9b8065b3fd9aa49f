/** Playlists as a person uses them: each command on a library of real files. */
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { PlaylistResult, PlaylistRow } from '../../app/model/playlists.ts';
import { makeAudio } from '../support/audio.ts';
import { descantHere as descant, descantJsonHere as descantJson } from '../support/commands-here.ts';
import { startService } from '../support/service.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const folder = temporaryFolder();
const music = join(folder, 'music');
const library = join(folder, 'library');

interface Listed {
  readonly playlists: readonly {
    readonly id: number;
    readonly path: string;
    readonly kind: string;
    readonly tracks?: number;
    readonly missing?: number;
  }[];
}
interface Shown {
  readonly rows: readonly PlaylistRow[];
}

const playlists = (...words: string[]) => descant(library, 'playlists', ...words);
const change = (...words: string[]) => descantJson<PlaylistResult>(library, 'playlists', ...words);
/** The titles of a playlist in order. */
async function titles(name: string): Promise<string> {
  const { rows } = await descantJson<Shown>(library, 'playlists', 'show', name);
  return rows.map(({ track }) => `${track?.title}${track?.missing ? '?' : ''}`).join(' ');
}
const paths = async (): Promise<string[]> =>
  (await descantJson<Listed>(library, 'playlists')).playlists.map(({ path }) => path);

beforeAll(async () => {
  for (const [i, title] of ['Ada', 'Bay', 'Cal', 'Dew'].entries()) {
    const tags = { title, artist: 'Hall', album: 'Tide', track: String(i + 1), date: String(1990 + i) };
    makeAudio(join(music, `${title}.flac`), { tags, pitch: 200 + 50 * i, seconds: 1 });
  }
  await descant(library, 'scan', music);
  // Commands beside a running service need not open the library, which takes most of their time.
  await startService(library, ['--no-mount', '--no-analysis']);
});

describe('a playlist ordered by hand', () => {
  it('is created in folders, which are created with it', async () => {
    const { code, stdout } = await playlists('create', 'Road', '--folder', 'Trips/2026');
    expect([code, stdout]).toEqual([0, 'Road (3) created (batch 1; to undo: descant undo 1)\n']);
    expect(await paths()).toEqual(['Trips/2026', 'Trips/2026/Road', 'Trips']);
  });

  it('takes the tracks of a query at its end, also twice', async () => {
    expect(await change('add', 'road', 'year:..1992')).toMatchObject({ items: 3 });
    expect(await change('add', 'Trips/2026/Road', 'title:ada')).toMatchObject({ items: 1 });
    expect(await titles('3')).toBe('Ada Bay Cal Ada');
  });

  it('is ordered by positions from 1', async () => {
    await playlists('move', 'Road', '1', '3');
    expect(await titles('Road')).toBe('Bay Cal Ada Ada');
    await playlists('move', 'Road', '4', '1');
    expect(await titles('Road')).toBe('Ada Bay Cal Ada');
    await playlists('move', 'Road', '2', '99');
    expect(await titles('Road')).toBe('Ada Cal Ada Bay');
    expect((await playlists('move', 'Road', '2', '2')).stdout).toBe('nothing to change\n');
  });

  it('is sorted once, with the tracks that stand in it twice, and that is undone', async () => {
    expect((await playlists('sort', 'Road', 'title-', '--dry-run')).stdout).toBe('4 tracks of Road would be moved\n');
    expect(await change('sort', 'Road', 'artist', 'title-')).toMatchObject({ items: 4 });
    expect(await titles('Road')).toBe('Cal Bay Ada Ada');
    expect((await playlists('sort', 'Road', 'title-')).stdout).toBe('nothing to change\n');
    await descant(library, 'undo');
    expect(await titles('Road')).toBe('Ada Cal Ada Bay');
  });

  it('loses the tracks of a query wherever they are', async () => {
    expect((await playlists('remove', 'Road', 'ada', '--dry-run')).stdout).toBe(
      '2 tracks would be taken out of Road\n',
    );
    expect(await titles('Road')).toBe('Ada Cal Ada Bay');
    await playlists('remove', 'Road', 'ada');
    expect(await titles('Road')).toBe('Cal Bay');
  });

  it('comes back by undo and goes by redo, as an edit does', async () => {
    await descant(library, 'undo');
    expect(await titles('Road')).toBe('Ada Cal Ada Bay');
    await descant(library, 'redo');
    expect(await titles('Road')).toBe('Cal Bay');
    await playlists('delete', 'Trips');
    expect(await paths()).toEqual([]);
    await descant(library, 'undo');
    expect(await titles('Trips/2026/Road')).toBe('Cal Bay');
    expect((await descant(library, 'history', '--limit', '2')).stdout).toMatch(/3 playlists .*folder Trips deleted/);
  });

  it('keeps its tracks through edits, renamed files and missing ones, which it marks', async () => {
    await descant(library, 'edit', 'title:cal', 'title=Calm');
    renameSync(join(music, 'Bay.flac'), join(music, 'elsewhere.flac'));
    await descant(library, 'scan');
    expect(await titles('Road')).toBe('Calm Bay');
    rmSync(join(music, 'elsewhere.flac'));
    await descant(library, 'scan');
    expect(await titles('Road')).toBe('Calm Bay?');
    const { playlists: all } = await descantJson<Listed>(library, 'playlists');
    expect(all.find(({ path }) => path === 'Trips/2026/Road')).toMatchObject({ tracks: 2, missing: 1 });
    expect((await playlists('show', 'Road')).stdout).toMatch(/Bay +0:01 +missing$/m);
  });
});

describe('a smart playlist', () => {
  it('has what its query matches now, sorted and limited', async () => {
    await playlists('create', 'Latest', '--query', 'artist:hall', '--sort', 'year-', '--limit', '2');
    expect(await titles('Latest')).toBe('Dew Calm');
    await descant(library, 'edit', 'title:dew', 'artist=Sea');
    expect(await titles('Latest')).toBe('Calm Ada');
    await descant(library, 'undo');
    await playlists('change', 'Latest', '--query', 'year:..1991', '--limit', 'none');
    expect(await titles('Latest')).toBe('Ada');
    await descant(library, 'undo');
    expect(await titles('Latest')).toBe('Dew Calm');
  });

  it('has the same random order for the same seed', async () => {
    const orders = new Set<string>();
    for (const seed of ['1', '2', '3', '4', '5']) {
      await playlists('create', `Random ${seed}`, '--query', 'year:1990..', '--random', seed);
      const order = await titles(`Random ${seed}`);
      expect(order.split(' ').sort()).toEqual(['Ada', 'Calm', 'Dew']);
      expect(await titles(`Random ${seed}`)).toBe(order);
      orders.add(order);
    }
    expect(orders.size).toBeGreaterThan(1);
  });

  it('takes no tracks by hand', async () => {
    const { code, stderr } = await playlists('add', 'Latest', 'ada');
    expect([code, stderr]).toEqual([
      1,
      'descant: Latest is a smart playlist: only playlists ordered by hand take tracks\n',
    ]);
  });
});

describe('playlist files', () => {
  const file = (name: string, text: string | Buffer): string => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };

  it('are imported as one batch, with what was not found told by its line', async () => {
    const m3u = file('Trip.m3u', '#EXTM3U\r\nmusic\\Ada.flac\r\n#EXTINF:1,Nobody - Nothing\r\nC:\\x\\gone.mp3\r\n');
    const xspf = file(
      'Trip.xspf',
      '<playlist><title>Trip</title><trackList><track><creator>Sea</creator><title>?</title></track>' +
        `<track><location>file://${music}/DEW.FLAC</location></track></trackList></playlist>`,
    );
    const nsp = file('old.nsp', '{"name":"Old","all":[{"lt":{"year":1992}}],"sort":"year","order":"desc"}');
    const preview = await playlists('import', m3u, xspf, nsp, '--folder', 'Imported', '--dry-run');
    expect([preview.code, preview.stdout]).toEqual([
      1,
      'Trip: 1 track, 1 not found:\n  line 4: C:\\x\\gone.mp3\nTrip: 1 track, 1 not found:\n  line 1: Sea - ?\nOld: a smart playlist\n',
    ]);
    expect(await paths()).not.toContain('Imported');
    const { code, stdout } = await playlists('import', m3u, xspf, nsp, '--folder', 'Imported');
    expect(code).toBe(1);
    expect(stdout).toMatch(/batch \d+; to undo: descant undo \d+\n$/);
    expect(await titles('Imported/Trip')).toBe('Ada');
    expect(await titles('Imported/Trip 2')).toBe('Dew');
    expect(await titles('Imported/Old')).toBe('Ada');
    await descant(library, 'undo');
    expect(await paths()).not.toContain('Imported');
  });

  it('are exported with paths of the originals or relative to the file, and come back the same', async () => {
    await playlists('create', 'Out');
    await playlists('add', 'Out', 'year:1990..1992 year-');
    expect(await titles('Out')).toBe('Calm Ada');
    const [originals, relative] = [join(folder, 'out.m3u8'), join(folder, 'out.xspf')];
    const { stdout } = await playlists('export', 'Out', originals);
    expect(stdout).toBe(`Out, 2 tracks, written to ${originals}\n`);
    expect(readFileSync(originals, 'utf8')).toBe(
      `#EXTM3U\n#PLAYLIST:Out\n#EXTINF:1,Hall - Calm\n${music}/Cal.flac\n#EXTINF:1,Hall - Ada\n${music}/Ada.flac\n`,
    );
    await playlists('export', 'Out', relative, '--paths', 'relative');
    expect(readFileSync(relative, 'utf8')).toContain('<location>music/Cal.flac</location><title>Calm</title>');
    const { code } = await playlists('import', originals, relative);
    expect(code).toBe(0);
    expect([await titles('Out 2'), await titles('Out 3')]).toEqual(['Calm Ada', 'Calm Ada']);
  });

  it('of smart playlists are in the language of Navidrome, where it can say them', async () => {
    const nsp = join(folder, 'latest.nsp');
    await playlists('export', 'Latest', nsp);
    expect(JSON.parse(readFileSync(nsp, 'utf8'))).toEqual({
      name: 'Latest',
      all: [{ contains: { artist: 'hall' } }],
      sort: '-year',
      limit: 2,
    });
    const byHand = await playlists('export', 'Out', join(folder, 'out.nsp'));
    expect(byHand.stderr).toBe('descant: Out is ordered by hand: .nsp files hold smart playlists alone\n');
    await playlists('create', 'Words', '--query', 'hall');
    expect((await playlists('export', 'Words', join(folder, 'words.nsp'))).stderr).toContain(
      'Navidrome cannot say this: the words "hall" without a field; say in which, as title:hall',
    );
  });

  it('are not replaced without --force, and never among the originals', async () => {
    const taken = file('taken.m3u8', 'mine');
    expect((await playlists('export', 'Out', taken)).stderr).toContain('--force');
    expect(readFileSync(taken, 'utf8')).toBe('mine');
    expect((await playlists('export', 'Out', taken, '--force')).code).toBe(0);
    const original = join(music, 'theirs.m3u8');
    writeFileSync(original, 'theirs');
    expect((await playlists('export', 'Out', original, '--force')).stderr).toContain('never replaces a file');
    expect(readFileSync(original, 'utf8')).toBe('theirs');
  });

  it.each([
    ['list.txt', 'x', 'playlists are read from .m3u, .m3u8, .xspf and .nsp files'],
    ['bad.xspf', '<playlist></track>', 'bad.xspf: line 1: this is no XML that can be read: </track> closes'],
    ['bad.nsp', '{"all":[{"near":{"title":"a"}}]}', 'bad.nsp: there is no operator "near"'],
  ])('%s is refused', async (name, text, message) => {
    const { code, stderr } = await playlists('import', file(name, text));
    expect([code, stderr]).toEqual([1, expect.stringContaining(message)]);
  });
});

describe('what is refused', () => {
  it.each([
    [['show', 'Raod'], 'there is no playlist "Raod"; the nearest is Trips/2026/Road (3)'],
    [['create', 'Road', '--folder', 'trips/2026'], 'there is a playlist Road (3) in this place already'],
    [['create', ' '], 'a playlist needs a name'],
    [['create', 'X', '--query', 'yeer:1990'], 'no track has a field "yeer"; did you mean year:?'],
    [['add', 'Road', 'nothing-has-this'], 'no track matches nothing-has-this'],
    [['move', 'Road', '9', '1'], 'Road has no track at position 9'],
    [['sort', 'Trips', 'title'], 'Trips is a folder'],
    [['change', 'Road', '--query', 'x'], 'Road is a playlist: it has no query'],
    [['change', 'Trips', '--folder', 'Trips/2026'], 'the folder Trips cannot be moved into itself'],
  ])('%j: %s', async (words, message) => {
    const { code, stderr } = await playlists(...words);
    expect(code).toBe(1);
    expect(stderr).toContain(`descant: ${message}`);
  });

  it.each([
    [['dance'], 'playlists takes list, show,'],
    [['show'], 'playlists show takes NAME'],
    [['show', 'Road', '--query', 'x'], 'playlists show takes no --query'],
    [['create', 'X', '--limit', 'many'], '--limit takes a number of tracks'],
    [['create', 'X', '--search'], 'a saved search needs a --query'],
    [['change', 'Latest'], 'name what to change'],
    [['export', 'Out', 'out.txt'], 'the name of the file tells the format'],
    [['export', 'Out', 'out.m3u8', '--paths', 'x'], '--paths takes originals'],
  ])('%j, as usage: %s', async (words, message) => {
    const { code, stderr } = await playlists(...words);
    expect(code).toBe(64);
    expect(stderr).toContain(message);
  });
});
