/**
 * Finds which tracks of the library a sound is, or is a part of: the fingerprint index names tracks that share parts of
 * its fingerprint, and the whole fingerprints of the best of them are aligned with it.
 */
import type { FingerprintIndex } from '../../index-engine/index.ts';
import type { RecognisedTrack, SoundComparison, SoundRelation } from '../model/recognition.ts';
import type { TrackRow } from '../model/tracks.ts';
import { isSounding } from './align.ts';
import { clipHashes } from './index-hashes.ts';

/** Tracks that are aligned with the sound. */
const CANDIDATES = 20;
/** Hashes that a candidate shares with the sound at least; of a clip of a few seconds one may be all. */
const FEWEST_HITS = 2;
/** Milliseconds for the search of the index. */
const DEADLINE = 10_000;

/** How the index is searched for a sound that a person asks about. */
export const LOOKUP_SEARCH = { limit: CANDIDATES, minScore: FEWEST_HITS, minScorePercent: 0, timeout: DEADLINE };

const RELATIONS: readonly SoundRelation[] = ['same', 'clip', 'related'];

/** A sound that cannot be recognised, or of a track that is not there. */
export class RecognitionError extends Error {
  readonly code: 'SILENT' | 'NOT_ANALYSED' | 'NOT_FOUND';
  constructor(code: RecognitionError['code'], message: string) {
    super(message);
    this.name = 'RecognitionError';
    this.code = code;
  }
}

/** Read methods of the database that the search uses. */
export interface RecognitionReads {
  /** Compares a sound with the fingerprints of files; those without one are left out. */
  compareWithFiles(request: {
    readonly items: Uint32Array;
    readonly fileIds: readonly number[];
  }): Promise<readonly ({ readonly fileId: number } & SoundComparison)[]>;
  /** The whole fingerprint of a track's file; null without an analysis. */
  soundOfTrack(track: { readonly id: number }): Promise<Uint32Array | null>;
  tracksOfFiles(files: { readonly ids: readonly number[] }): Promise<ReadonlyMap<number, number>>;
  rows(tracks: { readonly ids: readonly number[] }): Promise<readonly TrackRow[]>;
  tags(tracks: { readonly ids: readonly number[] }): Promise<ReadonlyMap<number, unknown>>;
  /** Track id → gid of its recording. */
  recordingsOfTracks(tracks: { readonly ids: readonly number[] }): Promise<ReadonlyMap<number, string>>;
  compareItems(request: { readonly first: Uint32Array; readonly second: Uint32Array }): Promise<SoundComparison>;
}

/** A track of the library by its id, or any file by its path. */
export type SoundSource = { readonly id: number } | { readonly path: Uint8Array };

type FingerprintOf = (path: Uint8Array, signal?: AbortSignal) => Promise<Uint32Array>;

export class Recognition {
  readonly #read: RecognitionReads;
  readonly #index: Pick<FingerprintIndex, 'search'>;
  readonly #fingerprintOf: FingerprintOf;

  /** @param fingerprintOf the whole fingerprint of a file that need not be in the library */
  constructor(read: RecognitionReads, index: Pick<FingerprintIndex, 'search'>, fingerprintOf: FingerprintOf) {
    this.#read = read;
    this.#index = index;
    this.#fingerprintOf = fingerprintOf;
  }

  /**
   * The tracks that a file is, or that it is a part of; whole matches first, then by how much of it is the same.
   * @throws RecognitionError, AnalysisError
   */
  async lookup(path: Uint8Array, limit: number, signal?: AbortSignal): Promise<RecognisedTrack[]> {
    return this.lookupItems(await this.#fingerprintOf(path, signal), limit);
  }

  /** The tracks that a sound is by its fingerprint, or that it is a part of, as `lookup` gives them. @throws RecognitionError */
  async lookupItems(items: Uint32Array, limit: number): Promise<RecognisedTrack[]> {
    if (!isSounding(items)) {
      throw new RecognitionError('SILENT', 'there is too little sound to be recognised: it is silent');
    }
    const found = await this.#index.search(clipHashes(items), LOOKUP_SEARCH);
    const compared = await this.#read.compareWithFiles({ items, fileIds: found.map(({ id }) => id) });
    const matches = compared
      .flatMap(({ fileId, match }) => (match === null ? [] : [{ fileId, ...match }]))
      .toSorted(
        (a, b) =>
          RELATIONS.indexOf(a.kind) - RELATIONS.indexOf(b.kind) ||
          b.length * b.score - a.length * a.score ||
          b.score - a.score,
      );
    const tracks = await this.#read.tracksOfFiles({ ids: matches.map(({ fileId }) => fileId) });
    const ids = [...tracks.values()];
    const rows = new Map((await this.#read.rows({ ids })).map((row) => [row.id, row]));
    const tags = await this.#read.tags({ ids });
    const recordings = await this.#read.recordingsOfTracks({ ids });
    return matches
      .flatMap(({ fileId, ...match }) => {
        const track = rows.get(tracks.get(fileId) ?? -1);
        if (track === undefined) return [];
        const recording = recordings.get(track.id) ?? null;
        return [{ ...match, track, recording, musicbrainz: musicbrainzOf(tags.get(track.id)) }];
      })
      .slice(0, limit);
  }

  /** Compares two sounds. @throws RecognitionError, AnalysisError */
  async compare(first: SoundSource, second: SoundSource): Promise<SoundComparison> {
    const [one, other] = await Promise.all([this.#itemsOf(first), this.#itemsOf(second)]);
    return this.#read.compareItems({ first: one, second: other });
  }

  async #itemsOf(source: SoundSource): Promise<Uint32Array> {
    if ('path' in source) return this.#fingerprintOf(source.path);
    const items = await this.#read.soundOfTrack(source);
    if (items === null) {
      const rows = await this.#read.rows({ ids: [source.id] });
      if (rows.length === 0) throw new RecognitionError('NOT_FOUND', `there is no track ${source.id}`);
      throw new RecognitionError(
        'NOT_ANALYSED',
        `track ${source.id} has no fingerprint: it is not analysed yet, or too short (descant scan --wait analysis)`,
      );
    }
    return items;
  }
}

function musicbrainzOf(tags: unknown): string | null {
  const value = (tags as { readonly musicbrainz_recordingid?: unknown } | undefined)?.musicbrainz_recordingid;
  const [id = null] = Array.isArray(value) ? value : [value];
  return typeof id === 'string' ? id : null;
}
