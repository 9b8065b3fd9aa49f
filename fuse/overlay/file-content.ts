/** What the files of the mount are made from: a track, a file beside originals, or the lines of a playlist. */
import { crc32 } from 'node:zlib';
import { planPassThrough } from '../formats/plan-file.ts';
import { fromNanoseconds, later, modifiedAt, type Moment } from './attributes.ts';
import { displayPath } from './original.ts';
import { planTrack, planned, type Planned, type ServedBefore } from './plan-track.ts';
import type { OverlaySidecar, OverlayTrack, Stamp } from './track-source.ts';

export interface Material {
  /** Another number means another content. */
  readonly generation: number;
  readonly original: { readonly path: Uint8Array; readonly stamp: Stamp } | null;
  /** For messages. */
  readonly name: string;
  /** @param before what had been served of an earlier generation */
  plan(before: ServedBefore | null, onProblem: (message: string) => void): Planned;
  /** @param before the time that the file had until now */
  modified(before: Moment | null): Moment;
}

export function trackMaterial(track: OverlayTrack): Material {
  return {
    generation: track.generation,
    original: track,
    name: displayPath(track.path),
    plan: (before, onProblem) => planTrack(track, before, onProblem),
    modified: (before) => modifiedAt(track, before),
  };
}

export function sidecarMaterial(sidecar: OverlaySidecar): Material {
  return {
    generation: 0,
    original: sidecar,
    name: displayPath(sidecar.path),
    plan: () => planned(planPassThrough(sidecar.stamp.size), false),
    modified: () => fromNanoseconds(sidecar.stamp.mtimeNs),
  };
}

/** @param changedAt when the tracks in it last changed: milliseconds since 1970 */
export function playlistMaterial(name: string, text: string, changedAt: number): Material {
  const bytes = Buffer.from(text);
  return {
    generation: crc32(bytes),
    original: null,
    name,
    plan: () =>
      planned({ size: bytes.length, headerLength: bytes.length, segments: [{ kind: 'bytes', bytes }] }, false),
    modified: (before) => later(changedAt, before),
  };
}
