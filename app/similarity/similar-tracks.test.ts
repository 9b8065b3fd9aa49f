import { expect, it } from 'vitest';
import type { TrackRow } from '../model/tracks.ts';
import { SimilarTracks } from './similar-tracks.ts';

/** File n belongs to track n + 100; files 4 and 5 to none, and track 103 has no row any more. */
function similar(neighbours: readonly number[], scores: readonly number[] = []) {
  const asked: unknown[] = [];
  const tracks = new SimilarTracks(
    {
      comparedFiles: async ({ ids }) => new Map(ids.filter((id) => id < 200).map((id) => [id, id - 100])),
      tracksOfFiles: async ({ ids }) => new Map(ids.filter((id) => id !== 4 && id !== 5).map((id) => [id, id + 100])),
      rows: async ({ ids }) =>
        ids
          .filter((id) => id !== 103)
          .map((id) => ({ id }) as TrackRow)
          .toReversed(),
    },
    {
      neighbours: async (request) => {
        asked.push(request);
        return neighbours.map((fileId, i) => ({ fileId, score: scores[i] ?? 1 - i / 10 }));
      },
    },
    async (path) => Float32Array.of(path.length),
  );
  return { tracks, asked };
}

it('gives the nearest tracks with their scores, the best first', async () => {
  const { tracks, asked } = similar([2, 1]);
  expect(await tracks.toTrack(107, 5)).toEqual([
    { track: { id: 102 }, score: 1 },
    { track: { id: 101 }, score: 0.9 },
  ]);
  expect(asked).toEqual([{ of: 7, limit: 10, exclude: [7] }]);
});

it('leaves out files without a track and tracks without a row, and gives no more than asked', async () => {
  const { tracks } = similar([4, 1, 5, 3, 2, 6]);
  expect((await tracks.toTrack(107, 3)).map(({ track }) => track.id)).toEqual([101, 102]);
  expect((await tracks.toTrack(107, 1)).map(({ track }) => track.id)).toEqual([101]);
});

it('asks for no vectors for a track without one', async () => {
  const { tracks, asked } = similar([1]);
  expect(await tracks.toTrack(200, 3)).toEqual([]);
  expect(asked).toEqual([]);
});

it('compares any file by its embedding', async () => {
  const { tracks, asked } = similar([1]);
  expect(await tracks.toFile(Buffer.from('abc'), 2)).toEqual([{ track: { id: 101 }, score: 1 }]);
  expect(asked).toEqual([{ of: Float32Array.of(3), limit: 4, exclude: [] }]);
});

it('leaves out tracks that are unlike, whatever their number', async () => {
  const { tracks } = similar([4, 1, 2], [0.1, 0, -0.2]);
  expect(await tracks.toTrack(107, 5)).toEqual([]);
  const { tracks: others } = similar([1, 2], [0.1, -0.1]);
  expect(await others.toTrack(107, 5)).toEqual([{ track: { id: 101 }, score: 0.1 }]);
});
