/** What the pool and its children say to each other (Node's IPC, `advanced` serialisation). */
import type { AnalysisError, AudioAnalysis } from './analysis.ts';
import type { SoundCheck } from '../audio/decoder.ts';

export interface AnalysisRequest {
  /** What is to be done: all that is stored of a sound, or decoding it to the end to see whether it is whole. */
  readonly task: 'analyse' | 'check';
  readonly path: Uint8Array;
}

/** One for each request. */
export type AnalysisReply =
  | { readonly analysis: AudioAnalysis }
  | { readonly check: SoundCheck }
  | { readonly error: { readonly code: AnalysisError['code']; readonly message: string } };
