/**
 * Finds which tracks of the library a sound is, or is a part of: the fingerprint index names tracks that share parts of
 * its fingerprint, and the whole fingerprints of the best of them are aligned with it. Where they leave open whether it
 * is another mix of a recording, the files are listened to.
 */
import type { FingerprintIndex } from '../../index-engine/index.ts';
import type { RecognisedTrack, SoundComparison, SoundMatch, SoundRelation } from '../model/recognition.ts';
import type { TrackRow } from '../model/tracks.ts';
import { isSounding } from './align.ts';
import { clipHashes, wholeHashes } from './index-hashes.ts';
import { asOtherMix, doubtfulPart, type DoubtfulPart } from './match-sounds.ts';
import type { StoredSound } from './stored-sounds.ts';

/** Tracks that are aligned with the sound. */
const CANDIDATES = 20;
/** Hashes that a candidate shares with the sound at least; of a clip of a few seconds one may be all. */
const FEWEST_HITS = 2;
/** Different hashes of a sound that can be told from others: a held tone has fewer, three seconds of music have more. */
const FEWEST_HASHES = 8;
/** Milliseconds for the search of the index. */
const DEADLINE = 10_000;

/** How the index is searched for a sound that a person asks about. */
export const LOOKUP_SEARCH = { limit: CANDIDATES, minScore: FEWEST_HITS, minScorePercent: 0, timeout: DEADLINE };

const RELATIONS: readonly SoundRelation[] = ['same', 'clip', 'related'];

/** A sound that cannot be recognised, or of a track that is not there. */
export class RecognitionError extends Error {
  readonly code: 'SILENT' | 'UNIFORM' | 'NOT_ANALYSED' | 'NOT_FOUND';
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
  /** Null for a track without a fingerprint. */
  soundOfTrack(track: { readonly id: number }): Promise<StoredSound | null>;
  /** File id → path, of the files that are there. */
  filePaths(files: { readonly ids: readonly number[] }): Promise<ReadonlyMap<number, Uint8Array>>;
  tracksOfFiles(files: { readonly ids: readonly number[] }): Promise<ReadonlyMap<number, number>>;
  rows(tracks: { readonly ids: readonly number[] }): Promise<readonly TrackRow[]>;
  tags(tracks: { readonly ids: readonly number[] }): Promise<ReadonlyMap<number, unknown>>;
  /** Track id → gid of its recording. */
  recordingsOfTracks(tracks: { readonly ids: readonly number[] }): Promise<ReadonlyMap<number, string>>;
  compareItems(request: { readonly first: Uint32Array; readonly second: Uint32Array }): Promise<SoundComparison>;
}

/** A track of the library by its id, or any file by its path. */
export type SoundSource = { readonly id: number } | { readonly path: Uint8Array };

/** Whether two files that sound the same are two mixes of one recording; null where one cannot be read now. */
type IsOtherMix = (
  parts: DoubtfulPart & { readonly path: Uint8Array; readonly otherPath: Uint8Array },
  signal?: AbortSignal,
) => Promise<boolean | null>;

/** A sound, and the file that it can be listened to in. */
interface Sound {
  readonly items: Uint32Array;
  readonly path: Uint8Array | undefined;
}

type FingerprintOf = (path: Uint8Array, signal?: AbortSignal) => Promise<Uint32Array>;

export class Recognition {
  readonly #read: RecognitionReads;
  readonly #index: Pick<FingerprintIndex, 'search'>;
  readonly #fingerprintOf: FingerprintOf;
  readonly #isOtherMix: IsOtherMix;

  /** @param fingerprintOf the whole fingerprint of a file that need not be in the library */
  constructor(
    read: RecognitionReads,
    index: Pick<FingerprintIndex, 'search'>,
    fingerprintOf: FingerprintOf,
    isOtherMix: IsOtherMix,
  ) {
    this.#read = read;
    this.#index = index;
    this.#fingerprintOf = fingerprintOf;
    this.#isOtherMix = isOtherMix;
  }

  /**
   * The tracks that a file is, or that it is a part of; whole matches first, then by how much of it is the same.
   * @throws RecognitionError, AnalysisError
   */
  async lookup(path: Uint8Array, limit: number, signal?: AbortSignal): Promise<RecognisedTrack[]> {
    return this.#lookup({ items: await this.#fingerprintOf(path, signal), path }, limit, signal);
  }

  /**
   * The tracks that a sound is by its fingerprint alone, or that it is a part of, as `lookup` gives them.
   * @throws RecognitionError
   */
  lookupItems(items: Uint32Array, limit: number): Promise<RecognisedTrack[]> {
    return this.#lookup({ items, path: undefined }, limit);
  }

  async #lookup({ items, path }: Sound, limit: number, signal?: AbortSignal): Promise<RecognisedTrack[]> {
    if (!isSounding(items)) {
      throw new RecognitionError('SILENT', 'there is too little sound to be recognised: it is silent');
    }
    if (wholeHashes(items).length < FEWEST_HASHES) {
      throw new RecognitionError(
        'UNIFORM',
        'the sound is the same throughout, as a tone is: it cannot be told from others',
      );
    }
    const found = await this.#index.search(clipHashes(items), LOOKUP_SEARCH);
    const compared = await this.#read.compareWithFiles({ items, fileIds: found.map(({ id }) => id) });
    const alike = compared.flatMap(({ fileId, match }) => (match === null ? [] : [{ fileId, ...match }]));
    const paths = await this.#read.filePaths({ ids: alike.map(({ fileId }) => fileId) });
    const heard = await Promise.all(alike.map((match) => this.#heard(match, path, paths.get(match.fileId), signal)));
    const matches = heard.toSorted(
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
  async compare(first: SoundSource, second: SoundSource, signal?: AbortSignal): Promise<SoundComparison> {
    const [one, other] = await Promise.all([this.#soundOf(first, signal), this.#soundOf(second, signal)]);
    const compared = await this.#read.compareItems({ first: one.items, second: other.items });
    const { match } = compared;
    return { ...compared, match: match && (await this.#heard(match, one.path, other.path, signal)) };
  }

  /** The match, as one of two versions where the files turn out to be two mixes. */
  async #heard<Match extends SoundMatch>(
    match: Match,
    path: Uint8Array | undefined,
    otherPath: Uint8Array | undefined,
    signal: AbortSignal | undefined,
  ): Promise<Match> {
    const part = doubtfulPart(match);
    if (part === null || path === undefined || otherPath === undefined) return match;
    return (await this.#isOtherMix({ path, otherPath, ...part }, signal)) ? asOtherMix(match) : match;
  }

  /** Of one of two files: a failure names which of them it was. */
  async #namedFingerprint(path: Uint8Array, signal: AbortSignal | undefined): Promise<Uint32Array> {
    try {
      return await this.#fingerprintOf(path, signal);
    } catch (error) {
      if (error instanceof Error) error.message = `${Buffer.from(path).toString()}: ${error.message}`;
      throw error;
    }
  }

  async #soundOf(source: SoundSource, signal: AbortSignal | undefined): Promise<Sound> {
    if ('path' in source) return { items: await this.#namedFingerprint(source.path, signal), path: source.path };
    const sound = await this.#read.soundOfTrack(source);
    if (sound === null) {
      const rows = await this.#read.rows({ ids: [source.id] });
      if (rows.length === 0) throw new RecognitionError('NOT_FOUND', `there is no track ${source.id}`);
      throw new RecognitionError(
        'NOT_ANALYSED',
        `track ${source.id} has no fingerprint: it is not analysed yet, or too short (descant scan --wait analysis)`,
      );
    }
    const paths = await this.#read.filePaths({ ids: [sound.fileId] });
    return { items: sound.items, path: paths.get(sound.fileId) };
  }
}

function musicbrainzOf(tags: unknown): string | null {
  const value = (tags as { readonly musicbrainz_recordingid?: unknown } | undefined)?.musicbrainz_recordingid;
  const [id = null] = Array.isArray(value) ? value : [value];
  return typeof id === 'string' ? id : null;
}
