/** Which pairs of files are one recording, or a recording and a part of it, by the fingerprints in the database. */
import { LENGTH_DIFFERENCE } from '../recognition/compare-fingerprints.ts';
import { submittedOf } from '../recognition/index-ids.ts';
import { lengthOfSound } from '../recognition/stored-sounds.ts';
import { readFileFingerprint, readStoredFingerprint } from '../recognition/stored-fingerprint.ts';
import { compareSounds, doubtfulPart, type DoubtfulPart } from '../recognition/match-sounds.ts';
import type { SoundComparison } from '../model/recognition.ts';
import type { Connection } from '../storage/connection.ts';

/**
 * Number of the way in which pairs are judged, by their fingerprints and by listening to the files again. Whoever changes it so
 * that two files may get another kind, score or offset counts it up: pairs that an older one has found are compared again.
 */
export const COMPARISON = 3;

export interface FilePair {
  /** Of a part the first is the part. */
  readonly pair: readonly [number, number];
  readonly kind: 'copy' | 'part';
  /** 0 to 1: how alike the parts are that match. */
  readonly score: number;
  /** Seconds from the beginning of the second at which the first begins. */
  readonly offset: number;
  /** Of copies that may be two mixes of one recording: the part to be listened to again. */
  readonly doubtful?: DoubtfulPart;
  /** Whether that part is still to be listened to, because a file could not be read. */
  readonly isUnheard?: true;
}

interface Sound {
  readonly items: Uint32Array;
  /** Seconds. */
  readonly duration: number;
}

interface SoundRow {
  readonly fingerprint: Buffer;
  readonly duration: number;
}

/**
 * @param pairs of documents of the index: files, and submitted fingerprints (`index-ids.ts`)
 * @param least score, 0 to 1, from which two files count
 * @returns the pairs that reach it
 */
export function compareFiles(
  connection: Connection,
  pairs: readonly (readonly [number, number])[],
  least: number,
): FilePair[] {
  const read = connection.prepare<[number], SoundRow>(
    'SELECT fingerprint, file.duration FROM analysis JOIN file ON file.id = analysis.file_id WHERE file_id = ? AND fingerprint IS NOT NULL',
  );
  const readSubmitted = connection.prepare<[number], SoundRow>(
    'SELECT fingerprint, duration FROM recording_fingerprint WHERE id = ?',
  );
  const known = new Map<number, Sound | null>();
  const soundOf = (id: number): Sound | null => {
    let sound = known.get(id);
    if (sound === undefined) {
      const submitted = submittedOf(id);
      const row = submitted === null ? read.get(id) : readSubmitted.get(submitted);
      const items =
        submitted === null
          ? readFileFingerprint(connection, id, row?.fingerprint)
          : readStoredFingerprint(row?.fingerprint);
      sound = items && { items, duration: lengthOfSound(row!.duration, items) };
      known.set(id, sound);
    }
    return sound;
  };
  return pairs.flatMap((pair) => {
    const [one, other] = pair.map(soundOf);
    const found = one && other ? relation(pair, one, other) : null;
    return found !== null && found.score >= least ? [found] : [];
  });
}

function relation(pair: readonly [number, number], one: Sound, other: Sound): FilePair | null {
  const { match, acoustid }: SoundComparison = compareSounds(one.items, other.items);
  if (match?.kind === 'same') {
    const doubtful = doubtfulPart(match);
    const score = Math.max(match.score, acoustid);
    return { pair, kind: 'copy', score, offset: match.offset, ...(doubtful === null ? {} : { doubtful }) };
  }
  if (match?.kind === 'clip') {
    const [a, b] = pair;
    return one.items.length <= other.items.length
      ? { pair, kind: 'part', score: match.score, offset: match.offset }
      : { pair: [b, a], kind: 'part', score: match.score, offset: -match.offset };
  }
  // Versions that a person asks for with a lower score; files that an earlier version has analysed.
  if (Math.abs(one.duration - other.duration) > LENGTH_DIFFERENCE) return null;
  return { pair, kind: 'copy', score: acoustid, offset: 0 };
}
