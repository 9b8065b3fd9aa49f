import { beforeEach, expect, it } from 'vitest';
import type { MissingRecording, RecordingReads } from '../duplicates/follow-recordings.ts';
import { RecordingFollower } from './recording-follower.ts';

const GONE: MissingRecording = {
  fileId: 1,
  trackId: 10,
  duration: 10,
  hashes: Uint32Array.of(7),
  refused: [],
};

let missing: () => Promise<MissingRecording[]>;
let written: unknown[];
let problems: string[];
let passes: number;

beforeEach(() => {
  missing = async () => [GONE];
  [written, problems, passes] = [[], [], 0];
});

function follower(): RecordingFollower {
  const read: RecordingReads = {
    missingRecordings: () => {
      passes++;
      return missing();
    },
    uneditedTracks: async () => [{ fileId: 2, duration: 10 }],
    compareBeginnings: async ({ pairs }) => pairs.map((pair) => ({ pair, score: 0.9 })),
  };
  const write = { moveTracks: async (request: unknown) => written.push(request) };
  const index = { search: async () => [{ id: 2, score: 5 }] };
  return new RecordingFollower(read, write, index, ({ message }) => problems.push(message));
}

it('makes a batch of a rule for all recordings of a pass, and none where there are none', async () => {
  const one = follower();
  await one.run();
  expect(written).toEqual([
    {
      moves: [{ id: 10, fileId: 2 }],
      author: { name: 'Descant', kind: 'rule' },
      note: 'the same recording in another file',
    },
  ]);
  missing = async () => [];
  await one.run();
  expect(written).toHaveLength(1);
});

it('follows a running pass by one more, however often it is asked', async () => {
  const gate = Promise.withResolvers<MissingRecording[]>();
  missing = () => (passes === 1 ? gate.promise : Promise.resolve([]));
  const one = follower();
  const runs = [one.run(), one.run(), one.run()];
  gate.resolve([]);
  await Promise.all(runs);
  await one.idle();
  expect(passes).toBe(2);
  await one.run();
  expect(passes).toBe(3);
});

it('says what ended a pass, and runs again when it is asked', async () => {
  missing = async () => {
    throw new Error('the index is gone');
  };
  const one = follower();
  await one.run();
  expect(problems).toEqual(['the index is gone']);
  missing = async () => [GONE];
  await one.run();
  expect(written).toHaveLength(1);
});
