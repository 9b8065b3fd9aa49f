/** The tracks whose sound is closest to that of a track or of any file, by the distance of their embeddings. */
import type { SimilarTrack, TrackRow } from '../model/tracks.ts';
import type { LibraryVectors } from './library-vectors.ts';

/** Read methods of the database that the search uses. */
export interface SimilarityReads {
  /** Track id → file id, of the tracks whose file has a vector. */
  comparedFiles(tracks: { readonly ids: readonly number[] }): Promise<ReadonlyMap<number, number>>;
  /** File id → track id, of the tracks whose file is present. */
  tracksOfFiles(files: { readonly ids: readonly number[] }): Promise<ReadonlyMap<number, number>>;
  rows(tracks: { readonly ids: readonly number[] }): Promise<readonly TrackRow[]>;
}

/** Neighbours that are asked for each track that is wanted: some are files without a track that can be shown. */
const SPARE = 2;

type EmbeddingOf = (path: Uint8Array, signal?: AbortSignal) => Promise<Float32Array>;

export class SimilarTracks {
  readonly #read: SimilarityReads;
  readonly #vectors: Pick<LibraryVectors, 'neighbours'>;
  readonly #embeddingOf: EmbeddingOf;

  /** @param embeddingOf analyses a file that need not be in the library */
  constructor(read: SimilarityReads, vectors: Pick<LibraryVectors, 'neighbours'>, embeddingOf: EmbeddingOf) {
    this.#read = read;
    this.#vectors = vectors;
    this.#embeddingOf = embeddingOf;
  }

  /**
   * The tracks most similar to a track, best first; empty while the track has no analysis. Then the vectors are not
   * opened.
   */
  async toTrack(trackId: number, limit: number): Promise<SimilarTrack[]> {
    const fileId = (await this.#read.comparedFiles({ ids: [trackId] })).get(trackId);
    return fileId === undefined ? [] : this.#neighbours(fileId, limit, [fileId]);
  }

  /** The tracks most similar to a file, best first. */
  async toFile(path: Uint8Array, limit: number, signal?: AbortSignal): Promise<SimilarTrack[]> {
    return this.#neighbours(await this.#embeddingOf(path, signal), limit, []);
  }

  async #neighbours(of: Float32Array | number, limit: number, exclude: readonly number[]): Promise<SimilarTrack[]> {
    const neighbours = await this.#vectors.neighbours({ of, limit: limit * SPARE, exclude });
    const tracks = await this.#read.tracksOfFiles({ ids: neighbours.map(({ fileId }) => fileId) });
    const scored = neighbours
      // A negative score says that the sounds are unlike.
      .filter(({ score }) => score > 0)
      .flatMap(({ fileId, score }) => (tracks.has(fileId) ? [{ id: tracks.get(fileId)!, score }] : []))
      .slice(0, limit);
    const rows = new Map((await this.#read.rows({ ids: scored.map(({ id }) => id) })).map((row) => [row.id, row]));
    return scored.flatMap(({ id, score }) => (rows.has(id) ? [{ track: rows.get(id)!, score }] : []));
  }
}
