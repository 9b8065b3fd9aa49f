/** The content of the files in the mount: of a track, of a sidecar, or of a playlist. */
import { crc32 } from 'node:zlib';
import { planPassThrough } from '../formats/plan-file.ts';
import { fromNanoseconds, later, modifiedAt, type Moment } from './attributes.ts';
import { displayPath } from './display-path.ts';
import { planTrack, readyPlan, type PlannedFile, type PreviousLengths } from './plan-track.ts';
import type { OverlaySidecar, OverlayTrack, Stamp } from './track-source.ts';

export interface FileContent {
  /** Differs for different content. */
  readonly generation: number;
  /** The file that the content is read from; `null` for a playlist. */
  readonly original: { readonly path: Uint8Array; readonly stamp: Stamp } | null;
  /** For messages. */
  readonly name: string;
  /** @param before lengths of the generation that was served before, or `null` */
  plan(before: PreviousLengths | null, onProblem: (message: string) => void): PlannedFile;
  /** When the file last changed. @param before the time that it had until now, or `null` */
  modified(before: Moment | null): Moment;
}

export function trackContent(track: OverlayTrack): FileContent {
  return {
    generation: track.generation,
    original: track,
    name: displayPath(track.path),
    plan: (before, onProblem) => planTrack(track, before, onProblem),
    modified: (before) => modifiedAt(track, before),
  };
}

export function sidecarContent(sidecar: OverlaySidecar): FileContent {
  return {
    generation: 0,
    original: sidecar,
    name: displayPath(sidecar.path),
    plan: () => readyPlan(planPassThrough(sidecar.stamp.size), false),
    modified: () => fromNanoseconds(sidecar.stamp.mtimeNs),
  };
}

/** @param changedAt milliseconds since 1970 of the last change of one of its tracks */
export function playlistContent(name: string, text: string, changedAt: number): FileContent {
  const bytes = Buffer.from(text);
  return {
    generation: crc32(bytes),
    original: null,
    name,
    plan: () =>
      readyPlan({ size: bytes.length, headerLength: bytes.length, segments: [{ kind: 'bytes', bytes }] }, false),
    modified: (before) => later(changedAt, before),
  };
}
