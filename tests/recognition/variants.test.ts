/** Whether the variants of the report are told to be their original, with a piece of rendered music beside another one. */
import { renameSync, writeFileSync } from 'node:fs';
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
  const made = await makeVariants([piece(1)], () => {}, join(folder, 'variants'));
  renameSync(piece(2), join(made, `other--${ORIGINAL}.wav`));
  recordingOf = await withHeardLibrary([made], async (api) => {
    const { recordings } = await api.recordings.list.query({ after: 0, limit: 1000, least: 1 });
    const copies = await api.duplicates.copies.query({ ids: recordings.flatMap(({ tracks }) => tracks) });
    const names = new Map(copies.map(({ id, path }) => [id, Object.values(madeOf(path)).join(' ')]));
    return new Map(recordings.flatMap(({ id, tracks }) => tracks.map((track) => [names.get(track)!, id])));
  });
});

const of = (variant: string): number | undefined => recordingOf.get(`piece-01 ${variant}`);

it.each(VARIANTS.filter(({ kind, name }) => kind !== 'excerpt' || name === 'excerpt-60'))(
  'the variant $name is the recording of its original',
  ({ name }) => {
    expect(of(name)).toBe(of(ORIGINAL));
  },
);

it('a short excerpt is a recording of its own, and another piece is another one', () => {
  expect(of('excerpt-15')).not.toBe(of(ORIGINAL));
  expect([...recordingOf.values()].filter((id) => id === recordingOf.get(`other ${ORIGINAL}`))).toHaveLength(1);
  expect(recordingOf.size).toBe(VARIANTS.length + 2);
});
