/**
 * Which recordings sounds are, by the fingerprints of the dumps: the index names fingerprints that share parts of one,
 * and AcoustID's score decides, as AcoustID does.
 */
import { similarDocuments, type IndexSearch } from '../acoustid/lookups.ts';
import { decompress } from '../audio/chromaprint/compression.ts';
import type { AskedSound } from '../identification/sources/acoustid.ts';
import type { SoundResult } from '../identification/sources/heard-sounds.ts';
import { compareFingerprints, LENGTH_DIFFERENCE } from '../recognition/compare-fingerprints.ts';
import { clipHashes, wholeHashes } from '../recognition/index-hashes.ts';
import type { Connection } from '../storage/connection.ts';
import { searchReleases } from './store/known-releases.ts';
import { fingerprintsOf, recordingsOf, releasesOf, trackOf, wordsOf } from './store/known-sounds.ts';

/** A result has to be above it. */
const LEAST_SCORE = 0.4;
const MOST_RESULTS = 10;
/** Items that documents have hashes of, with room on both sides. */
const [INDEXED_FROM, INDEXED_TO] = [40, 400];
/** From this score, up to 100, a release is that of words which somebody has submitted. */
const SAME_WORDS = 90;

/** Most copies share many hashes. What shares none is searched for once more with single bits changed. */
const SEARCHES = [
  wholeHashes,
  (items: Uint32Array): Uint32Array => clipHashes(items.subarray(INDEXED_FROM, INDEXED_TO)),
];

/** @returns what each sound may be, the likeliest first, in the order of the sounds */
export async function lookUpSounds(
  connection: Connection,
  index: IndexSearch,
  sounds: readonly AskedSound[],
): Promise<(readonly SoundResult[])[]> {
  const found: (readonly SoundResult[])[] = [];
  for (const sound of sounds) found.push(await lookUp(connection, index, sound));
  return found;
}

async function lookUp(
  connection: Connection,
  index: IndexSearch,
  { fingerprint, length }: AskedSound,
): Promise<readonly SoundResult[]> {
  const { items } = decompress(fingerprint);
  for (const hashesOf of SEARCHES) {
    const documents = await similarDocuments(index, items, hashesOf);
    const results = resultsAmong(connection, documents, items, length);
    if (results.length > 0) return results;
  }
  return [];
}

function resultsAmong(
  connection: Connection,
  documents: readonly number[],
  items: Uint32Array,
  length: number,
): SoundResult[] {
  const best = new Map<string, { readonly trackId: number; readonly score: number }>();
  for (const known of fingerprintsOf(connection, documents)) {
    if (Math.abs(known.length - length) > LENGTH_DIFFERENCE) continue;
    const score = compareFingerprints(items, known.items);
    if (score <= LEAST_SCORE) continue;
    const track = trackOf(connection, known.trackId);
    if (track !== null && score > (best.get(track.gid)?.score ?? 0)) best.set(track.gid, { trackId: track.id, score });
  }
  return [...best]
    .sort(([a, { score: ofA }], [b, { score: ofB }]) => ofB - ofA || (a < b ? -1 : 1))
    .slice(0, MOST_RESULTS)
    .map(([id, { trackId, score }]) => ({ id, score, recordings: recordingsWithReleases(connection, trackId) }));
}

/** Where nobody has named a recording, the album that was submitted may name releases. */
function recordingsWithReleases(connection: Connection, trackId: number): NonNullable<SoundResult['recordings']> {
  const recordings = recordingsOf(connection, trackId).map((id) => ({ id, releases: releasesOf(connection, id) }));
  if (recordings.length > 0) return recordings;
  const words = wordsOf(connection, trackId);
  if (words === null) return [];
  const artist = words.albumArtist === '' ? words.artist : words.albumArtist;
  const releases = searchReleases(connection, words.album, artist)
    .filter(({ score }) => score >= SAME_WORDS)
    .map(({ id, tracks }) => ({ id, track_count: tracks ?? undefined }));
  return releases.length === 0 ? [] : [{ id: '', releases }];
}
