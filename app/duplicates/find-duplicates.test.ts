import { describe, expect, it } from 'vitest';
import { matchSounds } from './find-duplicates.ts';

const hashes = (count: number): Uint32Array => Uint32Array.from({ length: count }, (_, i) => i);

interface Sounds {
  /** File id → the files that the index gives for it. */
  readonly candidates: Readonly<Record<number, readonly number[]>>;
  /** Number of hashes of a file. */
  readonly length?: (fileId: number) => number;
  /** Files without a track. */
  readonly gone?: readonly number[];
}

async function match(
  { candidates, length = () => 40, gone = [] }: Sounds,
  page = { after: 0, limit: 10, least: 0.75 },
) {
  const compared: string[] = [];
  const ids = Object.keys(candidates).map(Number);
  const result = await matchSounds(
    {
      fingerprintHashes: async ({ after, limit }) =>
        ids
          .filter((id) => id > after)
          .slice(0, limit)
          .map((fileId) => ({ fileId, hashes: Object.assign(hashes(length(fileId)), { of: fileId }) })),
      compareFiles: async ({ pairs, least }) => {
        expect(least).toBe(page.least);
        compared.push(...pairs.map((pair) => pair.join('-')));
        return pairs.filter(([a]) => a !== 99).map((pair) => ({ pair, kind: 'copy', score: 0.9, offset: 0 }));
      },
      tracksOfFiles: async ({ ids: files }) =>
        new Map(files.filter((id) => !gone.includes(id)).map((id) => [id, id + 100])),
    },
    {
      search: async (asked, options) => {
        expect(options).toMatchObject({ limit: 30 });
        const { of } = asked as Uint32Array & { of: number };
        return candidates[of]!.map((id) => ({ id, score: 5 }));
      },
    },
    page,
  );
  return { ...result, pairs: compared };
}

describe('tracks that are the same recording', () => {
  it('are found among the candidates of the index, each pair compared once', async () => {
    const found = await match({ candidates: { 1: [1, 2], 2: [2, 1], 3: [3] } });
    expect(found.pairs).toEqual(['1-2']);
    expect(found.matches).toEqual([{ tracks: [101, 102], kind: 'copy', score: 0.9, offset: 0 }]);
    expect(found.compared).toBe(3);
  });

  it('are not looked for where a file has too few hashes', async () => {
    const candidates = { 1: [2], 2: [1] };
    expect((await match({ candidates, length: () => 39 })).pairs).toEqual([]);
    expect((await match({ candidates, length: () => 40 })).pairs).toEqual(['1-2']);
  });

  it('are left out where a file has no track any more', async () => {
    expect((await match({ candidates: { 1: [2, 3] }, gone: [3] })).matches).toEqual([
      { tracks: [101, 102], kind: 'copy', score: 0.9, offset: 0 },
    ]);
    expect((await match({ candidates: { 1: [2] }, gone: [1] })).matches).toEqual([]);
  });

  it('are found page by page, until there is no more', async () => {
    const candidates = { 1: [], 2: [], 3: [] };
    expect(await match({ candidates }, { after: 0, limit: 2, least: 0.5 })).toMatchObject({ compared: 2, after: 2 });
    expect(await match({ candidates }, { after: 2, limit: 2, least: 0.5 })).toMatchObject({ compared: 1, after: 3 });
    expect(await match({ candidates }, { after: 3, limit: 2, least: 0.5 })).toMatchObject({ compared: 0, after: null });
  });
});
