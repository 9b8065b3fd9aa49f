/**
 * Lookups: which recordings of the library fingerprints are. The fingerprint index names what shares parts of one, and
 * AcoustID's score of the fingerprints decides.
 */
import type { FingerprintIndex } from '../../index-engine/index.ts';
import { acoustidItems } from '../audio/chromaprint/fingerprinter.ts';
import { clipHashes, wholeHashes } from '../recognition/index-hashes.ts';
import type { AnswerObject } from './answer-format.ts';
import type { ComparedFingerprint } from './import-decision.ts';
import type { CompareRequest } from './known-fingerprints.ts';
import type { KnownRecording, KnownTrack } from './known-recording.ts';
import type { RecordingFacts } from './known-recordings.ts';
import { metadataOf } from './lookup-metadata.ts';
import type { FingerprintQuery, LookupRequest, RecordingQuery } from './lookup-request.ts';

const MOST_RESULTS = 10;
/** A result has to be above it. */
const LEAST_RESULT = 0.4;
/** Documents of the index whose fingerprints are compared. */
const CANDIDATES = 20;
/** Hashes that a candidate shares with the fingerprint. */
const FEWEST_HITS = 2;
/** A fingerprint with fewer distinct hashes, of a tone, is like any other such. */
const FEWEST_HASHES = 10;
/** Milliseconds for a search. */
const DEADLINE = 5000;

/** Read methods of the database that lookups use. */
export interface LookupReads {
  compareDocuments(request: CompareRequest): Promise<readonly ComparedFingerprint[]>;
  recordingsOfGids(request: { readonly gids: readonly string[] }): Promise<readonly (number | null)[]>;
  recordingFacts(request: { readonly ids: readonly number[] }): Promise<readonly RecordingFacts[]>;
  tags(tracks: { readonly ids: readonly number[] }): Promise<ReadonlyMap<number, KnownTrack['tags']>>;
}

interface Match {
  readonly recordingId: number;
  readonly score: number;
}

export type IndexSearch = Pick<FingerprintIndex, 'search'>;

/**
 * Documents that share parts of a fingerprint's first two minutes, the most similar first.
 * @param hashesOf which hashes are searched for
 */
export async function similarDocuments(
  index: IndexSearch,
  items: Uint32Array,
  hashesOf = wholeHashes,
): Promise<readonly number[]> {
  const hashes = hashesOf(acoustidItems(items));
  if (hashes.length < FEWEST_HASHES) return [];
  const found = await index.search(hashes, { limit: CANDIDATES, minScore: FEWEST_HITS, timeout: DEADLINE });
  return found.map(({ id }) => id);
}

/** The answer to a lookup, without its status. */
export async function answerLookup(
  read: LookupReads,
  index: IndexSearch,
  { queries, lengthDifference, isBatch, meta }: LookupRequest,
): Promise<AnswerObject> {
  const found = await Promise.all(
    queries.map((query) =>
      'gid' in query ? matchesOfGid(read, query) : matchesOfFingerprint(read, index, query, lengthDifference),
    ),
  );
  const facts = await factsOf(read, [...new Set(found.flat().map(({ recordingId }) => recordingId))], meta);
  const results = found.map((matches) =>
    matches.flatMap(({ recordingId, score }) => {
      const known = facts.get(recordingId);
      return known === undefined ? [] : [{ id: known.gid, score, ...metadataOf(known, meta) }];
    }),
  );
  if (!isBatch) return { results: results[0]! };
  return {
    fingerprints: queries.map(({ index: number }, place) => ({ ...numberOf(number), results: results[place]! })),
  };
}

const numberOf = (index: number | null): { readonly index?: number } => (index === null ? {} : { index });

async function matchesOfGid(read: LookupReads, { gid }: RecordingQuery): Promise<readonly Match[]> {
  const [recordingId = null] = await read.recordingsOfGids({ gids: [gid] });
  return recordingId === null ? [] : [{ recordingId, score: 1 }];
}

/**
 * Each recording once, by its most similar fingerprint of about the same length; the best first. Most copies share many
 * hashes. What shares none is searched for once more with single bits changed, which finds other versions and bad copies.
 */
async function matchesOfFingerprint(
  read: LookupReads,
  index: IndexSearch,
  query: FingerprintQuery,
  lengthDifference: number,
): Promise<readonly Match[]> {
  for (const hashesOf of [wholeHashes, clipHashes]) {
    const documents = await similarDocuments(index, query.fingerprint, hashesOf);
    const matches = await matchesAmong(read, documents, query, lengthDifference);
    if (matches.length > 0) return matches;
  }
  return [];
}

async function matchesAmong(
  read: LookupReads,
  documents: readonly number[],
  { fingerprint, duration }: FingerprintQuery,
  lengthDifference: number,
): Promise<readonly Match[]> {
  if (documents.length === 0) return [];
  const best = new Map<number, Match>();
  for (const compared of await read.compareDocuments({ items: fingerprint, documents })) {
    const { recordingId, score } = compared;
    if (score <= LEAST_RESULT || Math.abs(compared.duration - duration) > lengthDifference) continue;
    if (score > (best.get(recordingId)?.score ?? 0)) best.set(recordingId, { recordingId, score });
  }
  return [...best.values()]
    .toSorted((a, b) => b.score - a.score || a.recordingId - b.recordingId)
    .slice(0, MOST_RESULTS);
}

/** What is known about recordings; the tags of their tracks only where metadata is wanted. */
async function factsOf(
  read: LookupReads,
  ids: readonly number[],
  meta: ReadonlySet<string>,
): Promise<ReadonlyMap<number, KnownRecording>> {
  if (ids.length === 0) return new Map();
  const facts = await read.recordingFacts({ ids });
  const trackIds = meta.size === 0 ? [] : facts.flatMap(({ tracks }) => tracks.map(({ id }) => id));
  const tags = trackIds.length === 0 ? new Map<number, KnownTrack['tags']>() : await read.tags({ ids: trackIds });
  return new Map(
    facts.map(({ id, tracks, ...known }) => [
      id,
      { ...known, tracks: tracks.map((track) => ({ tags: tags.get(track.id) ?? {}, duration: track.duration })) },
    ]),
  );
}
