/** Which folders a scan reads: all of the library, or the parts of it in which something has changed. */
import { isInside } from '../storage/path-bytes.ts';
import type { ScanPlace, ScanRoot } from './scan-result.ts';

/** A folder that is to be scanned, as other threads name it. */
export interface AskedPlace {
  readonly path: Uint8Array;
  /** Whether only the folder itself is read, without the folders in it. */
  readonly shallow: boolean;
}

/** The whole library. */
export function everywhere(roots: readonly ScanRoot[]): ScanPlace[] {
  return roots.map((root) => ({ root, path: root.path, shallow: false }));
}

/**
 * The places that lie in a root: in the innermost, where one lies in another. A place inside another one that is read
 * with all below it is left out.
 */
export function placesIn(roots: readonly ScanRoot[], asked: readonly AskedPlace[]): ScanPlace[] {
  const inwards = roots.toSorted((a, b) => b.path.length - a.path.length);
  const places = asked.flatMap(({ path: bytes, shallow }): ScanPlace[] => {
    const path = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const root = inwards.find((one) => isInside(path, one.path));
    return root ? [{ root, path, shallow }] : [];
  });
  return [...Map.groupBy(places, ({ root }) => root.id).values()].flatMap(withoutCovered);
}

/**
 * In the order of their paths, with `/` before all other bytes, a folder is followed at once by all that lies in it: so
 * one look at the last deep place tells whether a place is covered.
 */
function withoutCovered(places: readonly ScanPlace[]): ScanPlace[] {
  const kept: ScanPlace[] = [];
  let deep: ScanPlace | null = null;
  for (const place of [...places].sort(byPath)) {
    if (deep && isInside(place.path, deep.path)) continue;
    if (!place.shallow) deep = place;
    else if (kept.at(-1)?.path.equals(place.path)) continue;
    kept.push(place);
  }
  return kept;
}

/** Folders before what lies in them; of two places with one path the deep one first. */
function byPath(a: ScanPlace, b: ScanPlace): number {
  const length = Math.min(a.path.length, b.path.length);
  for (let i = 0; i < length; i++) {
    if (a.path[i] !== b.path[i]) return rank(a.path[i]!) - rank(b.path[i]!);
  }
  return a.path.length - b.path.length || Number(a.shallow) - Number(b.shallow);
}

const rank = (byte: number): number => (byte === 0x2f ? -1 : byte);
