/** Whether the variants of the report are told to be their originals, with two pieces of rendered music. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { chordMusic, seededRandom, toInt16, wavFile } from '../../app/audio/test-signals.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { withHeardLibrary } from './heard-library.ts';
import { madeOf, makeVariants, ORIGINAL, SECONDS, START, VARIANTS } from './variants.ts';

const RATE = 44_100;
const folder = temporaryFolder();

/** File name → the number of its recording. */
let recordingOf: ReadonlyMap<string, number>;

/** Three notes for each two beats, which do not come back. */
function piece(seed: number): string {
  const random = seededRandom(seed);
  const chords = Array.from({ length: 120 }, () => [0, 1, 2].map(() => 48 + Math.floor(random() * 30)));
  const samples = toInt16(chordMusic(START + SECONDS + 1, RATE, { bpm: 104, chords, seed }));
  const path = join(folder, `${seed}.wav`);
  writeFileSync(path, wavFile(RATE, samples, samples));
  return path;
}

beforeAll(async () => {
  const made = await makeVariants([piece(1), piece(2)], () => {}, join(folder, 'variants'));
  recordingOf = await withHeardLibrary([made], async (api) => {
    const { recordings } = await api.recordings.list.query({ after: 0, limit: 1000, least: 1 });
    const copies = await api.duplicates.copies.query({ ids: recordings.flatMap(({ tracks }) => tracks) });
    const names = new Map(copies.map(({ id, path }) => [id, Object.values(madeOf(path)).join(' ')]));
    return new Map(recordings.flatMap(({ id, tracks }) => tracks.map((track) => [names.get(track)!, id])));
  });
});

const pieces = [...'12'].map((number) => `piece-0${number}`);

it.each(VARIANTS.filter(({ kind, name }) => kind !== 'excerpt' || name === 'excerpt-60'))(
  'the variant $name is the recording of its original',
  ({ name }) => {
    for (const one of pieces) {
      expect(recordingOf.get(`${one} ${name}`)).toBe(recordingOf.get(`${one} ${ORIGINAL}`));
    }
  },
);

it('a short excerpt is a recording of its own, and two pieces are two', () => {
  const [one, other] = pieces.map((name) => recordingOf.get(`${name} ${ORIGINAL}`));
  expect(one).not.toBe(other);
  for (const name of pieces) {
    expect(recordingOf.get(`${name} excerpt-15`)).not.toBe(recordingOf.get(`${name} ${ORIGINAL}`));
  }
  expect(recordingOf.size).toBe(2 * (VARIANTS.length + 1));
});
