/** The analysis of a library whose sounds are known: each sound is decoded once, whatever files it is in. */
import { analyseFile } from '../../app/analysis/analyse-file.ts';
import type { AudioAnalysis } from '../../app/analysis/analysis.ts';
import { pendingFiles, storeAnalyses } from '../../app/analysis/stored-analyses.ts';
import { compressToBytes } from '../../app/audio/chromaprint/compression.ts';
import { ffmpegDecoder } from '../../app/audio/ffmpeg-decoder.ts';
import { missingRecordings, uneditedTracks } from '../../app/duplicates/follow-recordings.ts';
import { compareBeginnings } from '../../app/duplicates/compare-beginnings.ts';
import { documentHashes } from '../../app/recognition/index-hashes.ts';
import { RecordingFollower } from '../../app/service/recording-follower.ts';
import { EMBEDDER } from '../../app/similarity/embedding.ts';
import { hasStamp } from '../../app/storage/file-stamp.ts';
import { openMemoryIndex } from '../../index-engine/index.ts';
import type { TestLibrary } from '../support/library.ts';
import type { Sound } from './file-world.ts';

const analyses = new Map<Sound, AudioAnalysis>();

function analysisOf(sound: Sound): AudioAnalysis {
  const known = analyses.get(sound);
  if (known !== undefined) return known;
  const analysis = analyseFile(ffmpegDecoder, Buffer.from(sound.files[0]!));
  analyses.set(sound, analysis);
  return analysis;
}

export class Hearing {
  readonly #library: TestLibrary;
  readonly #index = openMemoryIndex();
  readonly #follower: RecordingFollower;
  #problem: Error | null = null;

  constructor(library: TestLibrary) {
    const { connection, edits } = library;
    this.#library = library;
    this.#follower = new RecordingFollower(
      {
        missingRecordings: async ({ limit }) => missingRecordings(connection, limit),
        uneditedTracks: async ({ ids }) => uneditedTracks(connection, ids),
        compareBeginnings: async ({ pairs, least }) => compareBeginnings(connection, pairs, least),
      },
      { moveTracks: async ({ moves, author, note }) => edits.move(moves, author, note) },
      this.#index,
      (problem) => void (this.#problem = problem),
    );
  }

  /** Analyses all files that are as the scan saw them, and lets tracks follow their recordings. */
  async listen(soundAt: (path: string) => Sound | undefined): Promise<void> {
    for (const { fileId, path, stamp } of pendingFiles(this.#library.connection, 0, 10_000)) {
      const sound = soundAt(path.toString());
      if (sound === undefined || !(await hasStamp(path, stamp))) continue;
      const { fingerprint, duration, features } = analysisOf(sound);
      await this.#index.update([{ type: 'insert', id: fileId, hashes: documentHashes(fingerprint) }]);
      const result = { fingerprint: compressToBytes(fingerprint), duration, features, embedder: EMBEDDER.id };
      storeAnalyses(this.#library.connection, { records: [{ fileId, audioHash: new Uint8Array(0), result }] });
    }
    await this.#follower.run();
    if (this.#problem !== null) throw this.#problem;
  }

  async close(): Promise<void> {
    await this.#index.close();
  }
}
