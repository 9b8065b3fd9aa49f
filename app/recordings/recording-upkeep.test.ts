import { beforeEach, describe, expect, it } from 'vitest';
import type { CommonPart } from '../analysis/analysis.ts';
import { knownMatches } from '../duplicates/known-matches.ts';
import type { SoundPair } from '../model/duplicates.ts';
import { RecordingUpkeep } from './recording-upkeep.ts';
import { RecordingWriter } from './recording-writer.ts';
import { until } from '../../tests/index-engine/until.ts';
import { INDEX_KINDS, libraryIndexes } from '../../tests/support/index-server.ts';
import { copyOf, heardLibrary, music, type HeardLibrary } from './testing-sounds.ts';

const open = libraryIndexes();
let library: HeardLibrary;

const compared = async (): Promise<void> => {
  library.upkeep.wake();
  await library.upkeep.idle();
  expect(library.problems).toEqual([]);
};
const recordingOf = (id: number): number | undefined => new RecordingWriter(library.connection).placeOf(id)?.recording;
const pairs = (): readonly SoundPair[] => knownMatches(library.connection, 0, 1e6, 0.75);

describe.each(INDEX_KINDS)('over a %s index', (kind) => {
  beforeEach(async () => {
    library = heardLibrary(await open(kind));
  });

  describe('analysed tracks', () => {
    it('get a recording, and copies of one recording the same', async () => {
      const one = music(600);
      const [a, b, c] = [library.hear(one), library.hear(copyOf(one)), library.hear(music(600))];
      await compared();
      expect(recordingOf(a)).toBe(recordingOf(b));
      expect(recordingOf(c)).not.toBe(recordingOf(a));
      expect(pairs()).toMatchObject([{ tracks: [a, b], kind: 'copy', offset: 0 }]);
      expect(library.connection.prepare('SELECT count(*) FROM analysis WHERE compared IS NULL').pluck().get()).toBe(0);
    });

    it('are searched for by few hashes when all are new, and by all they have when parts may be there already', async () => {
      const whole = music(1200);
      const part = library.hear(whole.subarray(700, 900), 25);
      library.connection.prepare('UPDATE analysis SET analysed_at = 1').run();
      await compared();
      const id = library.hear(whole);
      await compared();
      expect(library.searches).toEqual([120, 1200]);
      expect(pairs()).toMatchObject([{ tracks: [part, id], kind: 'part', score: 1 }]);
      expect(recordingOf(part)).not.toBe(recordingOf(id));
    });

    it('are not compared where there is too little sound to tell', async () => {
      const [a, b] = [library.hear(music(39)), library.hear(new Uint32Array(500).fill(7))];
      library.hear(new Uint32Array(500).fill(7));
      await compared();
      expect(library.searches).toEqual([]);
      expect(recordingOf(a)).not.toBe(recordingOf(b));
      expect(new Set([1, 2, 3].map(recordingOf)).size).toBe(3);
    });

    it('do not wait for one whose fingerprint is damaged', async () => {
      const damaged = library.hear(music(600));
      library.connection.prepare("UPDATE analysis SET fingerprint = x'0102' WHERE file_id = ?").run(damaged);
      const id = library.hear(music(600));
      await compared();
      expect(recordingOf(id)).toBeDefined();
      expect(recordingOf(damaged)).toBeDefined();
    });

    it('are compared batch by batch, and what is left is found again by the next pass', async () => {
      for (let i = 0; i < 101; i++) library.hear(music(150));
      const stored: number[] = [];
      const count = library.connection.prepare<[], number>('SELECT count(*) FROM recording_track').pluck();
      const first = library.upkeep.comparedUpTo(5).then(() => stored.push(count.get()!));
      await first;
      await compared();
      stored.push(count.get()!);
      expect(stored).toEqual([100, 101]);
    });

    it('are compared again where they are analysed anew, and stay with their copies', async () => {
      const one = music(600);
      const [a, b] = [library.hear(one), library.hear(copyOf(one))];
      await compared();
      const before = recordingOf(a);
      library.hearAgain(b, copyOf(one));
      expect(pairs()).toEqual([]);
      await compared();
      expect(pairs()).toHaveLength(1);
      expect(recordingOf(b)).toBe(before);
    });

    it('leave their copies when they sound different, and keep the recording when they are alone', async () => {
      const one = music(600);
      const [a, b] = [library.hear(one), library.hear(copyOf(one))];
      const alone = library.hear(music(600));
      await compared();
      const [first, own] = [recordingOf(a), recordingOf(alone)];
      library.hearAgain(b, music(600));
      library.hearAgain(alone, music(600));
      await compared();
      expect(recordingOf(a)).toBe(first);
      expect(recordingOf(b)).not.toBe(first);
      expect(recordingOf(alone)).toBe(own);
      const log = library.connection.prepare('SELECT what, subject, batch_id, note FROM recording_change').all();
      expect(log).toEqual([
        { what: 'track', subject: b, batch_id: null, note: `track ${b} sounds different from the others` },
      ]);
    });
  });

  describe('recordings', () => {
    it('are merged when a track turns out to be both, the older staying, with the evidence in the log', async () => {
      const sound = music(1000);
      // Neither is a fifth longer than the one between them, and they have less than four fifths in common.
      const [a, b] = [library.hear(sound.subarray(0, 800)), library.hear(sound.subarray(200))];
      await compared();
      const [older, newer] = [recordingOf(a)!, recordingOf(b)!];
      expect(newer).toBeGreaterThan(older);
      const between = library.hear(sound.subarray(100, 900));
      await compared();
      expect([a, b, between].map(recordingOf)).toEqual([older, older, older]);
      expect(library.connection.prepare('SELECT note FROM recording_change').pluck().all()).toEqual([
        expect.stringMatching(`^track ${between} sounds the same as track ${b}, score 1.00$`),
      ]);
    });

    it('have the gid that the sound gives, also in another library', async () => {
      const sound = music(600);
      const gids: unknown[] = [];
      for (const one of [library, heardLibrary(await open(kind))]) {
        one.hear(sound);
        one.upkeep.wake();
        await one.upkeep.idle();
        gids.push(one.connection.prepare('SELECT gid FROM recording').pluck().get());
      }
      expect(gids[0]).toBe(gids[1]);
    });

    it('stay when their tracks go, and are there for the same sound again', async () => {
      const sound = music(600);
      const id = library.hear(sound);
      await compared();
      const recording = recordingOf(id);
      library.connection.prepare('DELETE FROM track WHERE id = ?').run(id);
      library.connection.prepare('DELETE FROM file WHERE id = ?').run(id);
      const again = library.hear(sound);
      await compared();
      expect(recordingOf(again)).toBe(recording);
    });
  });

  describe('the upkeep', () => {
    it('rests while it is held, and goes on afterwards', async () => {
      const id = library.hear(music(600));
      const release = await library.upkeep.hold();
      library.upkeep.wake();
      await new Promise(setImmediate);
      expect(recordingOf(id)).toBeUndefined();
      release();
      await library.upkeep.idle();
      expect(recordingOf(id)).toBeDefined();
    });

    it('compares everything again by few hashes, and leaves the recordings as they are', async () => {
      const sound = music(600);
      const ids = [library.hear(sound), library.hear(copyOf(sound)), library.hear(music(600))];
      await compared();
      const before = ids.map(recordingOf);
      await new Promise((resolve) => setImmediate(resolve));
      library.searches.length = 0;
      library.connection.prepare('UPDATE analysis SET analysed_at = 1').run();
      await library.upkeep.compareAgain();
      await library.upkeep.idle();
      expect(library.searches).toEqual([120, 120, 120]);
      expect(ids.map(recordingOf)).toEqual(before);
    });

    it('searches for the next files while it stores, and stores nothing of a search that is out of date', async () => {
      for (let i = 0; i < 150; i++) library.hear(music(50));
      await library.upkeep.comparedUpTo(1);
      expect(library.searches.length).toBeGreaterThan(100);
      library.hearAgain(150, music(60));
      await compared();
      expect(library.searches).toHaveLength(151);
      expect(recordingOf(150)).toBeDefined();
    });

    it('are other versions where listening to them again finds two mixes, and copies where it does not', async () => {
      const one = music(600);
      const doubtful = (sound: Uint32Array): Uint32Array => sound.map((item, at) => (item ^ (5 << (at % 28))) >>> 0);
      const asked: CommonPart[] = [];
      library.isOtherMix = async (parts) => {
        asked.push(parts);
        return asked.length === 1;
      };
      const [a, b] = [library.hear(one), library.hear(doubtful(one).subarray(8))];
      await compared();
      expect(asked).toMatchObject([{ first: 24, otherFirst: 16, items: 560 }]);
      expect(recordingOf(a)).not.toBe(recordingOf(b));
      expect(knownMatches(library.connection, 0, 1e6, 0.4)).toMatchObject([
        { tracks: [a, b], kind: 'copy', score: 0.74 },
      ]);
      const other = music(600);
      const [c, d] = [library.hear(other), library.hear(doubtful(other))];
      await compared();
      expect(asked).toHaveLength(2);
      expect(recordingOf(c)).toBe(recordingOf(d));
    });

    it('waits for no file that never comes up', async () => {
      const read = {
        firstUncompared: async () => 1,
        uncomparedFiles: async () => [],
        outdatedPairs: async () => [],
        compareFiles: async () => [],
        filePaths: async () => new Map(),
      };
      const write = {
        storeComparisons: async () => {},
        storeComparedAgain: async () => false,
        compareAgain: async () => {},
      };
      const search = async (): Promise<never> => expect.fail('nothing is searched for');
      await new RecordingUpkeep({
        read,
        write,
        index: { search },
        isOtherMix: async () => false,
        onProblem: ({ message }) => expect.fail(message),
        onChange: () => {},
      }).comparedUpTo(5);
    });

    it('keeps one row of two files, whichever was the part before', async () => {
      const whole = music(600);
      const [a, b] = [library.hear(whole), library.hear(whole.subarray(0, 300), 75)];
      await compared();
      expect(pairs()).toMatchObject([{ tracks: [b, a], kind: 'part' }]);
      library.connection.prepare("UPDATE sound_match SET file_id = ?, other_id = ?, kind = 'copy'").run(a, b);
      await library.upkeep.compareAgain();
      await library.upkeep.idle();
      expect(pairs()).toMatchObject([{ tracks: [b, a], kind: 'part' }]);
    });

    it('stores no pair of a file that was analysed anew while it was compared', async () => {
      const one = music(600);
      const [, b] = [library.hear(one), library.hear(one)];
      library.isOtherMix = async () => expect.fail('equal sounds leave no doubt');
      const { storeComparisons } = library.writes;
      library.writes.storeComparisons = async (found) => {
        library.writes.storeComparisons = storeComparisons;
        library.hearAgain(b, music(600));
        await storeComparisons(found);
      };
      await compared();
      expect(pairs()).toEqual([]);
    });

    it('compares the next files while a batch is being stored, and stores one batch after the other', async () => {
      for (let i = 0; i < 250; i++) library.hear(music(50));
      const gate = Promise.withResolvers<void>();
      const { storeComparisons } = library.writes;
      const stored: number[] = [];
      library.writes.storeComparisons = async (found) => {
        stored.push(found.files.length);
        if (stored.length === 1) await gate.promise;
        await storeComparisons(found);
      };
      library.upkeep.wake();
      // The last files are searched for when the comparison of those before them begins.
      await until(() => library.searches.length === 250);
      expect(stored).toEqual([100]);
      gate.resolve();
      await library.upkeep.idle();
      expect([stored, library.problems]).toEqual([[100, 100, 50], []]);
      expect(recordingOf(250)).toBeDefined();
    });

    it('reads the files behind those that are searched for while a batch is compared', async () => {
      for (let i = 0; i < 350; i++) library.hear(music(50));
      const gate = Promise.withResolvers<void>();
      const { compareFiles, uncomparedFiles } = library.reads;
      const pages: number[] = [];
      library.reads.uncomparedFiles = (page) => {
        pages.push(page.after);
        return uncomparedFiles(page);
      };
      library.reads.compareFiles = async (request) => {
        await gate.promise;
        return compareFiles(request);
      };
      const copied = music(600);
      const [last, copy] = [library.hear(copied), library.hear(copyOf(copied))];
      library.hearAgain(1, copied);
      library.upkeep.wake();
      await until(() => pages.length === 3 && library.searches.length === 200);
      expect(pages).toEqual([0, 100, 200]);
      gate.resolve();
      await library.upkeep.idle();
      expect(recordingOf(1)).toBe(recordingOf(last));
      expect(recordingOf(copy)).toBe(recordingOf(last));
      expect(pages).toEqual([0, 100, 200, 300, 352]);
    });

    it('tells what keeps a batch from being stored, and compares its files again', async () => {
      const id = library.hear(music(600));
      const { storeComparisons } = library.writes;
      library.writes.storeComparisons = () => Promise.reject(new Error('the disk is full'));
      library.upkeep.wake();
      await library.upkeep.idle();
      expect([library.problems.splice(0), recordingOf(id)]).toEqual([['the disk is full'], undefined]);
      library.writes.storeComparisons = storeComparisons;
      await compared();
      expect(recordingOf(id)).toBeDefined();
    });

    it('ends with its batch when it is closed', async () => {
      library.hear(music(600));
      await library.upkeep.close();
      library.upkeep.wake();
      await library.upkeep.idle();
      expect(recordingOf(1)).toBeUndefined();
    });
  });
});
