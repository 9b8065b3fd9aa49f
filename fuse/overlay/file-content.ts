/** What the files of the mount are made from: a track, a file beside originals, or the lines of a playlist. */
import { crc32 } from 'node:zlib';
import { planPassThrough } from '../formats/plan-file.ts';
import { fromNanoseconds, later, modifiedAt, type Moment } from './attributes.ts';
import { displayPath } from './original.ts';
import { planTrack, readyPlan, type PlannedFile, type PreviousLengths } from './plan-track.ts';
import type { OverlaySidecar, OverlayTrack, Stamp } from './track-source.ts';

export interface FileContent {
  /** Another number means another content. */
  readonly generation: number;
  readonly original: { readonly path: Uint8Array; readonly stamp: Stamp } | null;
  /** For messages. */
  readonly name: string;
  /** @param before what had been served of an earlier generation */
  plan(before: PreviousLengths | null, onProblem: (message: string) => void): PlannedFile;
  /** @param before the time that the file had until now */
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

/** @param changedAt when the tracks in it last changed: milliseconds since 1970 */
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
