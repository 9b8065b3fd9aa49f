/**
 * Finds tracks that are the same recording, page by page over the library: the fingerprint index gives for each track
 * the candidates that share parts of its fingerprint, and their whole fingerprints are compared.
 */
import type { FingerprintIndex } from '../../index-engine/index.ts';
import { searchAll } from '../recognition/background-search.ts';
import type { SoundMatches } from '../model/duplicates.ts';
import type { FilePair } from './compare-files.ts';

/**
 * Files with fewer distinct hashes than this (silence, a tone) resemble each other without being the same recording.
 */
const FEWEST_HASHES = 40;

/** Read methods of the database that the search uses. */
export interface DuplicateReads {
  fingerprintHashes(page: {
    readonly after: number;
    readonly limit: number;
  }): Promise<readonly { readonly fileId: number; readonly hashes: Uint32Array }[]>;
  /** The pairs of file ids that are one recording, or a recording and a part of it. */
  compareFiles(request: {
    readonly pairs: readonly (readonly [number, number])[];
    readonly least: number;
  }): Promise<readonly FilePair[]>;
  /** File id → track id, of the tracks whose file is present. */
  tracksOfFiles(files: { readonly ids: readonly number[] }): Promise<ReadonlyMap<number, number>>;
}

/**
 * Compares one page of files with the whole library.
 * @param after id of the last file of the page before; 0 for the first page
 * @param least score, 0 to 1, from which two tracks count as the same recording
 */
export async function matchSounds(
  read: DuplicateReads,
  index: Pick<FingerprintIndex, 'search'>,
  { after, limit, least }: { after: number; limit: number; least: number },
): Promise<SoundMatches> {
  const page = await read.fingerprintHashes({ after, limit });
  const asked = page.filter(({ hashes }) => hashes.length >= FEWEST_HASHES);
  const candidates = await searchAll(
    index,
    asked.map(({ hashes }) => hashes),
  );
  const found = asked.map(({ fileId }, place) =>
    candidates[place]!.flatMap((id) => (id === fileId ? [] : [[Math.min(id, fileId), Math.max(id, fileId)] as const])),
  );
  const pairs = new Map(found.flat().map((pair) => [pair.join(' '), pair]));
  const alike = await read.compareFiles({ pairs: [...pairs.values()], least });
  const tracks = await read.tracksOfFiles({ ids: [...new Set(alike.flatMap(({ pair }) => pair))] });
  const matches = alike.flatMap(({ pair: [a, b], ...match }) => {
    const [one, other] = [tracks.get(a), tracks.get(b)];
    return one === undefined || other === undefined ? [] : [{ tracks: [one, other] as const, ...match }];
  });
  return { matches, compared: page.length, after: page.at(-1)?.fileId ?? null };
}
