/** Pairs that an earlier version has found are compared again. */
import { beforeEach, describe, expect, it } from 'vitest';
import { knownMatches } from '../duplicates/known-matches.ts';
import type { SoundPair } from '../model/duplicates.ts';
import { mergeRecordings } from './edit-recordings.ts';
import { RecordingWriter } from './recording-writer.ts';
import { copyOf, heardLibrary, music, type HeardLibrary } from './testing-sounds.ts';

let library: HeardLibrary;

/** Compares what is to be compared, as after a start. */
const compared = async (): Promise<void> => {
  library.startAgain();
  library.upkeep.wake();
  await library.upkeep.idle();
  expect(library.problems).toEqual([]);
};
/** Has the pairs of two tracks look as an earlier version has found them; all pairs without tracks. */
const found = (pair: Partial<Pick<SoundPair, 'kind' | 'score'>>, a = 0, b = 0): void => {
  library.connection
    .prepare(`
      UPDATE sound_match SET comparison = 0, kind = coalesce(?, kind), score = coalesce(?, score)
      WHERE ? = 0 OR file_id = ? AND other_id = ?`)
    .run(pair.kind ?? null, pair.score ?? null, a, a, b);
};
const recordingOf = (id: number): number => new RecordingWriter(library.connection).placeOf(id)!.recording;
const pairs = (least = 0.4): readonly SoundPair[] => knownMatches(library.connection, 0, 1e6, least);
const outdated = (): unknown =>
  library.connection.prepare('SELECT count(*) FROM sound_match WHERE comparison = 0').pluck().get();
const addPair = (a: number, b: number, score: number): void => {
  library.connection
    .prepare("INSERT INTO sound_match (file_id, other_id, kind, score, offset) VALUES (?, ?, 'copy', ?, 0)")
    .run(a, b, score);
};
/** The same sound, in which so many bits differ that only listening tells whether it is another mix. */
const doubtful = (sound: Uint32Array): Uint32Array => sound.map((item, at) => (item ^ (5 << (at % 28))) >>> 0);

beforeEach(() => {
  library = heardLibrary();
});

describe('a pair of an older comparison', () => {
  it('gets its score anew, and keeps it through the next starts', async () => {
    const one = music(600);
    library.hear(one);
    library.hear(one);
    await compared();
    found({ score: 0.8 });
    await compared();
    expect(pairs()).toMatchObject([{ score: 1 }]);
    expect([library.changes, outdated()]).toEqual([1, 0]);
    library.connection.exec('UPDATE sound_match SET score = 0.8');
    await compared();
    expect(pairs()).toMatchObject([{ score: 0.8 }]);
    expect(library.changes).toBe(1);
  });

  it('goes where the files are not alike any more', async () => {
    const [a, b] = [library.hear(music(600)), library.hear(music(600))];
    await compared();
    addPair(a, b, 0.6);
    await compared();
    expect(pairs()).toEqual([]);
  });

  it('is compared slice by slice, behind the files that are new', async () => {
    const one = music(150);
    for (let copies = 0; copies < 9; copies++) library.hear(one);
    await compared();
    found({ score: 0.9 });
    const stored: string[] = [];
    const { storeComparisons, storeComparedAgain } = library.writes;
    library.writes.storeComparisons = async (batch) => {
      stored.push(`${batch.files.length} files`);
      await storeComparisons(batch);
    };
    library.writes.storeComparedAgain = async (slice) => {
      stored.push(`${slice.pairs.length} pairs`);
      if (stored.length === 2) library.hear(music(150));
      library.upkeep.wake();
      return storeComparedAgain(slice);
    };
    library.hear(music(150));
    await compared();
    expect(stored).toEqual(['1 files', '25 pairs', '1 files', '11 pairs']);
    expect(outdated()).toBe(0);
  });

  it('waits for the next start where a file cannot be listened to, and stays as it is', async () => {
    const one = music(600);
    const [a, b] = [library.hear(one), library.hear(doubtful(one))];
    library.isOtherMix = async () => true;
    await compared();
    expect(pairs()).toMatchObject([{ score: 0.74 }]);
    found({});
    library.isOtherMix = async () => null;
    await compared();
    expect(pairs()).toMatchObject([{ score: 0.74 }]);
    expect([recordingOf(a) === recordingOf(b), outdated(), library.changes]).toEqual([false, 1, 0]);
    library.isOtherMix = async () => false;
    await compared();
    expect([recordingOf(a) === recordingOf(b), outdated(), library.changes]).toEqual([true, 0, 1]);
  });

  it('is listened to after the next start where that could not be done at first', async () => {
    const one = music(600);
    const [a, b] = [library.hear(one), library.hear(doubtful(one))];
    library.isOtherMix = async () => null;
    await compared();
    expect(recordingOf(b)).toBe(recordingOf(a));
    library.isOtherMix = async () => true;
    await compared();
    expect(recordingOf(b)).not.toBe(recordingOf(a));
  });
});

describe('a recording', () => {
  it('gets the tracks that turn out to be the same', async () => {
    const one = music(600);
    const [a, b] = [library.hear(one), library.hear(doubtful(one))];
    library.isOtherMix = async () => true;
    await compared();
    expect(recordingOf(b)).not.toBe(recordingOf(a));
    found({});
    library.isOtherMix = async () => false;
    await compared();
    expect(recordingOf(b)).toBe(recordingOf(a));
  });

  it('loses the tracks that turn out to be another, which stay together and do not come back', async () => {
    const [song, voiceless] = [music(600), music(600)];
    const [a, b] = [library.hear(song), library.hear(copyOf(song))];
    await compared();
    const [c, d] = [library.hear(voiceless), library.hear(copyOf(voiceless))];
    await compared();
    const own = recordingOf(c);
    // An earlier version has taken them for the same.
    for (const [one, other] of [
      [a, c],
      [b, c],
    ] as const) {
      addPair(one, other, 0.9);
    }
    new RecordingWriter(library.connection).merge([recordingOf(a), own], { batch: null, at: 1, note: 'alike' });
    expect(new Set([a, b, c, d].map(recordingOf)).size).toBe(1);
    const before = recordingOf(a);
    await compared();
    expect([a, b].map(recordingOf)).toEqual([before, before]);
    expect(recordingOf(c)).toBe(recordingOf(d));
    expect(recordingOf(c)).not.toBe(before);
    const after = recordingOf(c);
    await library.upkeep.compareAgain();
    await library.upkeep.idle();
    expect([a, b, c, d].map(recordingOf)).toEqual([before, before, after, after]);
    const log = library.connection.prepare("SELECT note FROM recording_change WHERE what = 'track'").pluck().all();
    expect(log).toEqual([c, d].map((id) => `track ${id} sounds different from the others`));
  });

  it('keeps what a person has put there', async () => {
    const [a, b] = [library.hear(music(600)), library.hear(music(600))];
    await compared();
    const author = { name: 'Ada', kind: 'user' } as const;
    const recordings = [a, b].map((id) => String(recordingOf(id)));
    mergeRecordings(library.connection, { recordings, author, dryRun: false });
    addPair(a, b, 0.9);
    await compared();
    expect(recordingOf(b)).toBe(recordingOf(a));
  });
});
