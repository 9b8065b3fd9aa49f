/** The messages between the analysis pool and its child processes (Node's IPC, `advanced` serialisation). */
import type { AnalysisError, AudioAnalysis } from './analysis.ts';
import type { SoundCheck } from '../audio/decoder.ts';
import type { MeasuredQuality } from '../audio/quality/quality-meter.ts';

export interface AnalysisRequest {
  /**
   * `analyse`: the whole analysis. `quality`: that part of it alone. `check`: decoding to the end, to find faults. `hash`:
   * the audio hash.
   */
  readonly task: 'analyse' | 'quality' | 'check' | 'hash';
  readonly path: Uint8Array;
}

/** The answer to a request; one each. */
export type AnalysisReply =
  | { readonly analysis: AudioAnalysis }
  | { readonly quality: MeasuredQuality }
  | { readonly check: SoundCheck }
  | { readonly hash: Uint8Array | null }
  | { readonly error: { readonly code: AnalysisError['code']; readonly message: string } };
