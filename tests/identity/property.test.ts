/**
 * Random deeds of a person, scans in between, some of them killed: every edit sits on the sound that it was made for,
 * and none is lost. A failure names its seed; run it alone by DESCANT_SEED.
 */
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addRoot } from '../../app/scan/roots.ts';
import { TESTER, testLibrary, type TestLibrary } from '../support/library.ts';
import { SeededRandom } from '../index-engine/seeded-random.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { FileWorld, makeSounds, type Sound } from './file-world.ts';
import { Hearing } from './hearing.ts';

const SEEDS = process.env['DESCANT_SEED'] ? [Number(process.env['DESCANT_SEED'])] : [1, 2, 3, 4, 5, 6, 7, 8];
const STEPS = 400;
const SCANNER = fileURLToPath(new URL('killed-scanner.ts', import.meta.url));

let sounds: Sound[];
/** Tracks that have followed their recordings, in all tests. */
let moves = 0;
beforeAll(() => {
  sounds = makeSounds(temporaryFolder(), 8);
});

const worlds: FileWorld[] = [];
afterAll(() => worlds.forEach((world) => world.remove()));

interface TrackState {
  readonly id: number;
  readonly path: string;
  readonly present: number;
  readonly title: string;
  /** The format of the sound, as its files' tags have it. */
  readonly format: string;
  /** Whether its file has a fingerprint. */
  readonly heard: boolean;
  /** The sound that the edit was made for; null without one. */
  readonly edit: string | null;
}

interface TrackRow {
  readonly id: number;
  readonly folder: Buffer;
  readonly name: Buffer;
  readonly present: number;
  readonly tags: string;
  readonly overrides: string;
  readonly heard: number;
}

function tracksOf({ connection }: TestLibrary): TrackState[] {
  return connection
    .prepare<[], TrackRow>(`
      SELECT track.id, folder.path AS folder, file.name, present, tags, overrides, fingerprint IS NOT NULL AS heard
      FROM track JOIN file ON file.id = track.file_id JOIN folder ON folder.id = folder_id
      LEFT JOIN analysis ON analysis.file_id = file.id`)
    .all()
    .map(({ id, folder, name, present, tags, overrides, heard }) => {
      const { title, album } = JSON.parse(tags) as { readonly title: [string]; readonly album: [string] };
      return {
        id,
        path: `${folder.toString()}/${name.toString()}`,
        present,
        title: title[0],
        format: album[0],
        heard: heard === 1,
        edit: (JSON.parse(overrides) as { mood?: string[] }).mood?.[0] ?? null,
      };
    });
}

/** Scans in a process of its own, which is killed when it has told its progress `times` times, or is done. */
function killedScan(library: TestLibrary, times: number): Promise<void> {
  const child = fork(SCANNER, [library.folder], { stdio: 'inherit' });
  let told = 0;
  child.on('message', () => {
    if (++told >= times) child.kill('SIGKILL');
  });
  return new Promise((resolve) => child.on('exit', () => resolve()));
}

test.each(SEEDS)('edits stay with their sounds (seed %i)', async (seed) => {
  const random = new SeededRandom(seed);
  const library = testLibrary();
  const world = new FileWorld(library.folder, sounds, (below) => random.below(below));
  worlds.push(world);
  addRoot(library.connection, world.roots[1], null);
  const hearing = new Hearing(library);
  /** Track → the sound that its edit was made for. */
  const edits = new Map<number, string>();
  const log: string[] = [];

  /** @param listened whether all files have been analysed since the last deed */
  const check = (listened = false): void => {
    const tracks = tracksOf(library);
    const where = `seed ${seed}, after ${log.slice(-12).join(', ')}`;
    // Nothing acknowledged is lost.
    for (const [id, sound] of edits) expect(tracks.find((track) => track.id === id)?.edit, where).toBe(sound);
    // Every edit sits on its sound.
    for (const track of tracks) if (track.edit !== null) expect(track.title, where).toBe(track.edit);
    // Every file that can be reached is one track that is there, with the sound that the file has.
    const present = tracks.filter((track) => track.present === 1);
    for (const path of world.reachable) {
      const at = present.filter((track) => track.path === path);
      expect(
        at.map(({ title, format }) => `${title} as ${format}`),
        `${where}: ${path}`,
      ).toEqual([`${world.content.get(path)!.name} as ${world.content.get(path)!.format}`]);
    }
    if (!world.isUnplugged) expect(present.length, where).toBe(world.content.size);
    // No edited track is missing while its sound is there without an edit, or its recording, if both have been heard.
    for (const track of tracks) {
      if (track.present === 1 || track.edit === null) continue;
      const unedited = present.filter(
        ({ id, title, format, heard }) =>
          title === track.edit && !edits.has(id) && (format === track.format || (listened && heard && track.heard)),
      );
      expect(unedited, `${where}: the edit of ${track.edit} is on no file`).toEqual([]);
    }
  };

  for (let step = 0; step < STEPS; step++) {
    const deed = random.below(10);
    if (deed < 6) {
      log.push(world.act());
    } else if (deed === 6) {
      const shown = tracksOf(library).filter(({ present }) => present === 1);
      if (shown.length === 0) continue;
      const { id, title } = random.pick(shown);
      library.edits.apply([id], { mood: [title], comment: [`step ${step}`] }, TESTER);
      edits.set(id, title);
      log.push(`edit of ${title}`);
    } else if (deed === 7 && random.below(8) === 0) {
      await killedScan(library, 1 + random.below(4));
      log.push('killed scan');
    } else if (deed === 8) {
      const controller = new AbortController();
      const scan = library.scan(controller.signal);
      if (random.below(2) === 0) controller.abort();
      await scan;
      log.push('cancelled scan');
    } else if (random.below(2) === 0) {
      // As a watch has it: what has changed, and nothing else.
      await library.scanPlaces(...world.touched);
      world.touched.clear();
      log.push('scan of what was touched');
      check();
    } else {
      const { errors } = await library.scan();
      expect(errors.filter(({ path }) => !path.toString().startsWith(world.roots[1]))).toEqual([]);
      world.touched.clear();
      const listens = random.below(2) === 0;
      if (listens) await hearing.listen((path) => world.content.get(path));
      log.push(listens ? 'analysed scan' : 'scan');
      check(listens);
    }
  }
  world.plugIn();
  await library.scan();
  await hearing.listen((path) => world.content.get(path));
  expect(world.isTrue).toBe(true);
  check(true);
  moves += library.connection.prepare<[], number>('SELECT count(*) FROM track_move').pluck().get()!;
  await hearing.close();
});

test.runIf(SEEDS.length > 1)('tracks have followed recordings that were encoded anew', () => {
  expect(moves).toBeGreaterThan(20);
});
