/** The messages between the analysis pool and its child processes (Node's IPC, `advanced` serialisation). */
import type { AnalysisError, AudioAnalysis, CommonPart, FileHash } from './analysis.ts';
import type { SoundCheck } from '../audio/decoder.ts';
import type { MeasuredQuality } from '../audio/quality/quality-meter.ts';

export interface FileRequest {
  /**
   * `analyse`: the whole analysis. `quality`: that part of it alone. `check`: decoding to the end, to find faults. `hash`:
   * the audio hash. `bytes`: the hash of the whole file.
   */
  readonly task: 'analyse' | 'quality' | 'check' | 'hash' | 'bytes';
  readonly path: Uint8Array;
}

/** Whether what two files have in common is another mix. */
export interface MixRequest {
  readonly task: 'mix';
  readonly parts: CommonPart;
}

export type AnalysisRequest = FileRequest | MixRequest;

/** The answer to a request; one each. */
export type AnalysisReply =
  | { readonly analysis: AudioAnalysis }
  | { readonly quality: MeasuredQuality }
  | { readonly check: SoundCheck }
  | { readonly hash: Uint8Array | null }
  | { readonly isOtherMix: boolean }
  | { readonly bytes: FileHash | null }
  | { readonly error: { readonly code: AnalysisError['code']; readonly message: string } };
