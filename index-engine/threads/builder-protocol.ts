/**
 * The messages between an engine and the thread that writes its file segments.
 */

import type { SegmentJob, SegmentJobResult } from '../jobs/segment-job.ts';
import type { PackedError } from './packed-error.ts';

export interface BuilderRequest {
  readonly call: number;
  readonly job: SegmentJob;
}

export type BuilderReply = { readonly call: number } & (
  | { readonly result: SegmentJobResult }
  | { readonly error: PackedError }
);
