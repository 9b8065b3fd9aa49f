/** The recordings that the library has more than once, as `descant duplicates` lists them and acts on them. */
import type { SoundCopy, SoundMatches, SoundPair } from '../../app/model/duplicates.ts';
import { pairKey, recordingsOf } from '../../app/duplicates/recordings.ts';
import type { Api } from './connect.ts';
import { CancelledError, showProgress } from './long-work.ts';
import { countOf } from './output.ts';

/** Files that are compared per call. */
const PAGE = 200;
/** Tracks whose data one call gives. */
const MOST_COPIES = 1000;
/** Recordings whose copies one call ranks. */
const RANKED = 200;

/**
 * `bytes`: copies that are the very same file as the best one. `audio`: copies with the very audio of the best one, whatever their tags. `recording`: copies in other encodings.
 * `part`: excerpts and clips. `version`: other versions of a piece, which are found from a lower score on.
 */
export const KINDS = ['bytes', 'audio', 'recording', 'part', 'version'] as const;
export type Kind = (typeof KINDS)[number];

/** A track that is a part of another: an excerpt, a crop, a clip. */
export interface Part extends SoundCopy {
  /** The track that it is a part of. */
  readonly of: number;
  /** Seconds from its beginning. */
  readonly offset: number;
  readonly score: number;
}

export interface Recording {
  /** The lowest score of two copies that were compared; 1 for a recording that has only parts. */
  readonly score: number;
  /** The best first. */
  readonly tracks: readonly SoundCopy[];
  readonly parts: readonly Part[];
}

export interface Wanted {
  /** Score from which two tracks are listed. */
  readonly least: number;
  readonly kind: Kind | null;
  /** Only recordings of which a track matches. */
  readonly query: string;
  /** Whether tracks that were told apart are listed. */
  readonly all: boolean;
}

/** The score from which two tracks are one recording: below it they are versions of a piece. */
export const SAME_RECORDING = 0.75;

export interface FoundDuplicates {
  readonly compared: number;
  readonly pending: number;
  /** Why tracks are left that are not compared: the index server is away. */
  readonly problem: string | null;
  readonly recordings: readonly Recording[];
}

/** @throws CancelledError */
export async function findRecordings(
  api: Api,
  { least, kind, query, all }: Wanted,
  signal: AbortSignal,
): Promise<FoundDuplicates> {
  const { analysed, pending } = await api.duplicates.count.query();
  const pairs = new Map<string, SoundPair>();
  let compared = 0;
  let problem: string | null = null;
  for (let after: number | null = 0; after !== null && !signal.aborted;) {
    const page: SoundMatches = await api.duplicates.matches.query({ after, limit: PAGE, least, all });
    for (const match of page.matches) pairs.set(pairKey(match), match);
    compared += page.compared;
    problem ??= page.problem;
    after = page.after;
    showProgress(`duplicates: ${compared} of ${analysed}`);
  }
  if (signal.aborted) {
    throw new CancelledError(`the comparison was cancelled after ${compared} of ${countOf(analysed, 'track')}`);
  }
  const matching = query === '' ? null : new Set(await api.tracks.ids.query({ query }));
  const found = recordingsOf(pairs.values()).filter(
    ({ ids, parts }) =>
      matching === null || ids.some((id) => matching.has(id)) || parts.some(({ tracks: [part] }) => matching.has(part)),
  );
  const recordings: Recording[] = [];
  for (let from = 0; from < found.length; from += RANKED) {
    if (signal.aborted) throw new CancelledError(`cancelled after ${from} of ${countOf(found.length, 'recording')}`);
    const page = found.slice(from, from + RANKED);
    const groups = page.map(({ ids }) => ids.slice(0, MOST_COPIES));
    const copies = await api.duplicates.copiesOf.query({ groups });
    if (kind === 'bytes') await compareBytes(api, copies, signal);
    const parts = await partsOf(
      api,
      page.flatMap((recording) => recording.parts),
    );
    for (const [at, recording] of page.entries()) {
      const own = new Set(recording.parts);
      recordings.push({
        score: recording.score,
        tracks: copies[at] ?? [],
        parts: parts.flatMap(({ pair, part }) => (own.has(pair) ? [part] : [])),
      });
    }
    showProgress(`recordings: ${Math.min(from + RANKED, found.length)} of ${found.length}`);
  }
  return { compared, pending, problem, recordings: recordings.flatMap((recording) => ofKind(recording, kind)) };
}

/** Compares copies byte for byte that may be the same file, and puts them in the place of those that are given. */
async function compareBytes(api: Api, copies: SoundCopy[][], signal: AbortSignal): Promise<void> {
  for (const [at, tracks] of copies.entries()) {
    if (signal.aborted) throw new CancelledError('the comparison of files was cancelled');
    if (tracks.every(({ sameBytes }) => sameBytes !== null)) continue;
    showProgress(`comparing files: ${at + 1} of ${countOf(copies.length, 'recording')}`);
    copies[at] = [...(await api.duplicates.compareBytes.query({ ids: tracks.map(({ id }) => id) }, { signal }))];
  }
}

/** What of a recording is of this kind; nothing where there is nothing. */
function ofKind(recording: Recording, kind: Kind | null): Recording[] {
  const [best, ...others] = recording.tracks;
  if (best === undefined) return [];
  if (kind === null) return [recording];
  if (kind === 'version') return recording.score < SAME_RECORDING ? [recording] : [];
  if (kind === 'part') return recording.parts.length === 0 ? [] : [{ ...recording, tracks: [best] }];
  const kept = others.filter(({ sameBytes, sameAudio }) =>
    kind === 'bytes' ? sameBytes === true : sameAudio === (kind === 'audio'),
  );
  return kept.length === 0 ? [] : [{ ...recording, tracks: [best, ...kept], parts: [] }];
}

/**
 * What an action concerns: the copies of each recording. Parts are concerned where they were asked for, and where all are
 * to be kept.
 */
export function groupsOf(recordings: readonly Recording[], withParts: boolean): { keep: number; others: number[] }[] {
  return recordings.flatMap(({ tracks: [best, ...others], parts }) => {
    const away = [...others, ...(withParts ? parts : [])].map(({ id }) => id).filter((id) => id !== best?.id);
    return best === undefined || away.length === 0 ? [] : [{ keep: best.id, others: [...new Set(away)] }];
  });
}

async function partsOf(api: Api, pairs: readonly SoundPair[]): Promise<{ pair: SoundPair; part: Part }[]> {
  const tracks = new Map<number, SoundCopy>();
  for (let from = 0; from < pairs.length; from += MOST_COPIES) {
    const ids = pairs.slice(from, from + MOST_COPIES).map(({ tracks: [part] }) => part);
    for (const track of await api.duplicates.copies.query({ ids })) tracks.set(track.id, track);
  }
  return pairs.flatMap((pair) => {
    const [id, of] = pair.tracks;
    const track = tracks.get(id);
    const { offset, score } = pair;
    return track === undefined
      ? []
      : [{ pair, part: { ...track, why: null, reason: null, sameAudio: false, sameBytes: false, of, offset, score } }];
  });
}
