/**
 * Which tracks are the same recording, told by their sound: the fingerprint index names for each track those that
 * share parts of its fingerprint, and the whole fingerprints are compared. Page by page over the library.
 */
import type { FingerprintIndex } from '../../index-engine/index.ts';
import type { SoundMatches } from '../model/duplicates.ts';
import type { ReaderMethods } from '../service/reader-thread.ts';
import type { Thread } from '../storage/thread.ts';

/** A sound with fewer different moments than this (silence, a tone) is like any other of its kind. */
const FEWEST_HASHES = 40;
/** So many candidates are compared for a track. */
const CANDIDATES = 30;

/**
 * @param after file id behind which the page begins
 * @param least score from which on two tracks are the same recording
 */
export async function matchSounds(
  reader: Thread<ReaderMethods>,
  index: FingerprintIndex,
  { after, limit, least }: { after: number; limit: number; least: number },
): Promise<SoundMatches> {
  const page = await reader.call.fingerprintHashes({ after, limit });
  const found = await Promise.all(
    page.map(async ({ fileId, hashes }) => {
      if (hashes.length < FEWEST_HASHES) return [];
      const results = await index.search(hashes, { limit: CANDIDATES });
      return results.flatMap(({ id }) =>
        id === fileId ? [] : [[Math.min(id, fileId), Math.max(id, fileId)] as const],
      );
    }),
  );
  const pairs = new Map(found.flat().map((pair) => [pair.join(' '), pair]));
  const alike = await reader.call.compareSounds({ pairs: [...pairs.values()], least });
  const tracks = await reader.call.tracksOfFiles({ ids: [...new Set(alike.flatMap(({ pair }) => pair))] });
  const matches = alike.flatMap(({ pair: [a, b], score }) => {
    const [one, other] = [tracks.get(a), tracks.get(b)];
    return one === undefined || other === undefined ? [] : [{ tracks: [one, other] as const, score }];
  });
  return { matches, compared: page.length, after: page.at(-1)?.fileId ?? null };
}
