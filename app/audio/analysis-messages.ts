/** What the pool and its children say to each other (Node's IPC, `advanced` serialisation). */
import type { AnalysisError, AudioAnalysis } from './analysis.ts';

export interface AnalysisRequest {
  readonly path: Uint8Array;
}

/** One for each request. */
export type AnalysisReply =
  | { readonly analysis: AudioAnalysis }
  | { readonly error: { readonly code: AnalysisError['code']; readonly message: string } };
