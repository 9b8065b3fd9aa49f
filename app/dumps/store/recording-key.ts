/** The number by which recordings are looked up: a third of the room of an id. */
import type { Uuid } from '../reading/dump-row.ts';

/** 52 of the random bits of an id: two of fifty million recordings share a key once in four such sets. */
export function recordingKey(mbid: Uuid): number {
  return mbid.readUIntBE(0, 6) * 16 + (mbid[7]! & 15);
}
