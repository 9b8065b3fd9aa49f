/** The result of the analysis of one file: computed in a child process, stored by the service. */

import type { SoundCheck } from '../audio/decoder.ts';
import type { AudioFeatures } from '../audio/features/sound-measures.ts';
import type { MeasuredQuality } from '../audio/quality/quality-meter.ts';
import type { DoubtfulPart } from '../recognition/match-sounds.ts';

/** Version of the stored analysis. Raise it when files must be analysed again. */
export const ANALYSIS_VERSION = 2;
/** Version of the measured quality. Raise it when that alone must be measured again. */
export const QUALITY_VERSION = 2;

export interface AudioAnalysis {
  /** Chromaprint items (algorithm TEST2) of the whole file. */
  readonly fingerprint: Uint32Array;
  /** Seconds of audio in the whole file, as the decoder found it. */
  readonly duration: number;
  readonly features: AudioFeatures;
  /** `EMBEDDING_DIMENSION` finite floats, unit length. */
  readonly embedding: Float32Array;
  readonly quality: MeasuredQuality;
}

/** Why a file could not be analysed. `message` is shown to users. */
export class AnalysisError extends Error {
  readonly code: 'DECODE_FAILED' | 'TOO_SHORT' | 'CRASHED' | 'TIMED_OUT' | 'CANCELLED';
  constructor(code: AnalysisError['code'], message: string) {
    super(message);
    this.name = 'AnalysisError';
    this.code = code;
  }
}

/** The hash of all bytes of a file, and what the file was then. */
export interface FileHash {
  /** SHA-256. */
  readonly hash: Uint8Array;
  /** Bytes. */
  readonly size: number;
  /** Time of its last write, in nanoseconds since 1970. */
  readonly mtimeNs: bigint;
}

/** A part of one file that sounds as a part of another. */
export interface CommonPart extends DoubtfulPart {
  readonly path: Uint8Array;
  readonly otherPath: Uint8Array;
}

/** Decodes and analyses files in child processes, several at a time. */
export interface AnalysisPool {
  /** Number of files that are analysed at the same time. */
  readonly size: number;
  /** `path` as bytes: not every path is UTF-8. Rejects with `AnalysisError`. */
  analyse(path: Uint8Array, signal?: AbortSignal): Promise<AudioAnalysis>;
  /** Measures the quality of a sound alone. Rejects with `AnalysisError`. */
  quality(path: Uint8Array, signal?: AbortSignal): Promise<MeasuredQuality>;
  /** Decodes a whole file to find faults. Rejects with `AnalysisError`. */
  check(path: Uint8Array, signal?: AbortSignal): Promise<SoundCheck>;
  /** `hashFile`: null for a file whose audio cannot be found. Rejects with `AnalysisError`. */
  hash(path: Uint8Array, signal?: AbortSignal): Promise<Uint8Array | null>;
  /** Whether two files that sound the same are two mixes of a recording. Rejects with `AnalysisError`. */
  isOtherMix(parts: CommonPart, signal?: AbortSignal): Promise<boolean>;
  /** Null for a file that was written to meanwhile. Rejects with `AnalysisError`. */
  hashBytes(path: Uint8Array, signal?: AbortSignal): Promise<FileHash | null>;
  close(): Promise<void>;
}
