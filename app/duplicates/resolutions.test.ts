import { beforeEach, expect, it } from 'vitest';
import { TESTER } from '../library/testing-library.ts';
import type { FoundRecording, SoundCopy } from '../model/duplicates.ts';
import { Resolutions } from './resolutions.ts';
import type { ResolveRequest } from './resolve-copies.ts';

let written: ResolveRequest[];
let found: FoundRecording[];
const broken = new Set<number>();

const resolutions = new Resolutions({
  read: {
    // The best copy is the one with the greatest id.
    copiesOfGroups: async ({ groups }) =>
      groups.map((ids) => ids.toSorted((a, b) => b - a).map((id) => ({ id }) as SoundCopy)),
    picturesToMerge: async ({ groups }) => groups.map(({ keep, others: [from] }) => ({ keep, from: from! })),
  },
  write: {
    resolveCopies: async (request) => {
      written.push(request);
      return { batch: 3, tracks: 2, changes: [] };
    },
  },
  recordings: async () => found,
  picturesOf: async (track) => {
    if (broken.has(track)) throw new Error(`track ${track} cannot be read`);
    return [`3:${track}`];
  },
});

beforeEach(() => {
  written = [];
  broken.clear();
  found = [];
});

const options = { dryRun: false, author: TESTER };

it('takes pictures in before tags are merged, and goes on where one cannot be read', async () => {
  broken.add(4);
  const groups = [
    { keep: 1, others: [2] },
    { keep: 3, others: [4] },
  ];
  expect(await resolutions.resolve(groups, { ...options, actions: ['merge-tags'] })).toEqual({
    batch: 3,
    tracks: 2,
    changes: [],
    groups: 2,
    pictures: 1,
    problems: ['track 4 cannot be read'],
  });
  expect(written[0]!.pictures).toEqual([[1, ['3:2']]]);
});

it('stores no picture for a preview, but counts it', async () => {
  const preview = { ...options, actions: ['merge-tags'] as const, dryRun: true };
  expect(await resolutions.resolve([{ keep: 1, others: [2] }], preview)).toMatchObject({ pictures: 1, problems: [] });
  expect(written[0]).toMatchObject({ pictures: [], dryRun: true });
});

it('looks for no pictures where tags are not merged', async () => {
  expect(await resolutions.resolve([{ keep: 1, others: [2] }], { ...options, actions: ['hide'] })).toMatchObject({
    pictures: 0,
  });
});

it('decides about all recordings with copies as one batch, however many there are', async () => {
  found = Array.from({ length: 450 }, (_, i) => ({ ids: [2 * i + 1, 2 * i + 2], score: 1, parts: [] }));
  found.push({ ids: [5000], score: 1, parts: [] });
  expect(await resolutions.resolveAll({ ...options, actions: ['trash'] })).toMatchObject({ groups: 450 });
  expect(written).toHaveLength(1);
  expect(written[0]!.groups[449]).toEqual({ keep: 900, others: [899] });
});
