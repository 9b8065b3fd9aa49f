import { expect, test } from 'vitest';
import { layoutWith } from '../testing/layouts.ts';
import { asKeptChunks, keptChunks, keptFrames } from './kept-frames.ts';

const range = (offset: number) => ({ offset, length: 2 });

test('frames of a tag in a chunk are told from chunks by what stands in front of their kind', () => {
  expect(
    asKeptChunks([
      { kind: 'PRIV 0000', range: range(1) },
      { kind: '+', range: range(5) },
    ]),
  ).toEqual([
    { kind: 'id3/PRIV 0000', range: range(1) },
    { kind: 'id3/+', range: range(5) },
  ]);
});

test('of all kept parts only frames are frames, and they get their kind back', () => {
  const kept = [
    { kind: 'COMM', range: range(1) },
    { kind: 'id3/PRIV 0000', range: range(3) },
    { kind: 'aid3/', range: range(5) },
    { kind: 'id3/+', range: range(7) },
    { kind: '', range: range(9) },
  ];
  expect(keptFrames(layoutWith({ kept }))).toEqual([
    { kind: 'PRIV 0000', range: range(3) },
    { kind: '+', range: range(7) },
  ]);
  expect(keptFrames(layoutWith({ kept: [] }))).toEqual([]);
  expect(keptChunks(layoutWith({ kept }))).toEqual([
    { kind: 'COMM', range: range(1) },
    { kind: 'aid3/', range: range(5) },
    { kind: '', range: range(9) },
  ]);
});
