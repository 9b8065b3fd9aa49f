/**
 * Finds tracks by their sound for records that neither place nor tags have told: by the record's file, where it can be
 * read, or by an AcoustID fingerprint that the source has of it.
 *
 * A record is a track only where the whole of both is the same recording. A fingerprint of AcoustID covers two minutes;
 * of a longer track its beginning has to be the same, and its length that of the record.
 */
import { stat } from 'node:fs/promises';
import { ACOUSTID_SECONDS, soundSeconds } from '../../audio/chromaprint/fingerprinter.ts';
import { decompress } from '../../audio/chromaprint/compression.ts';
import type { RecognisedTrack } from '../../model/recognition.ts';

/** A record to find. Plain data: it comes from another thread. */
export interface WantedSound {
  /** The place of the record among all. */
  readonly index: number;
  /** Where its file may lie, the likeliest place first. */
  readonly paths: readonly Uint8Array[];
  /** As AcoustID writes it; null where the source has none. */
  readonly fingerprint: string | null;
  /** Seconds; null where the source does not tell. */
  readonly length: number | null;
}

export interface FoundSound {
  readonly index: number;
  /** Ids of the tracks that are the same recording. */
  readonly ids: readonly number[];
}

/** How the library is asked. */
export interface SoundLookup {
  /** @throws errors with a code where the file is no audio that can be recognised */
  lookup(path: Uint8Array, limit: number): Promise<readonly RecognisedTrack[]>;
  lookupItems(items: Uint32Array, limit: number): Promise<readonly RecognisedTrack[]>;
}

/** Tracks that are told of a sound. */
const MOST_TRACKS = 10;
/** Seconds by which a length may differ, and a beginning may be shifted. */
const SECONDS = 5;
/** Share of a fingerprint that has to match. */
const WHOLE = 0.8;
/** Files of which the sound is computed at a time. */
const AT_A_TIME = 4;

/**
 * @param progress called with the number of records that are done
 * @param mayGoOn asked before each record; it may wait, and the first refusal ends the search
 */
export async function findBySound(
  sounds: SoundLookup,
  wanted: readonly WantedSound[],
  progress: (done: number) => void,
  mayGoOn: () => Promise<boolean>,
): Promise<FoundSound[]> {
  const found: FoundSound[] = [];
  let [next, done] = [0, 0];
  const work = async (): Promise<void> => {
    while (next < wanted.length && (await mayGoOn())) {
      const record = wanted[next++];
      // Another worker may have taken the last one meanwhile.
      if (record === undefined) break;
      const ids = await idsOf(sounds, record);
      if (ids.length > 0) found.push({ index: record.index, ids });
      progress(++done);
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, work));
  return found.toSorted((a, b) => a.index - b.index);
}

async function idsOf(sounds: SoundLookup, { paths, fingerprint, length }: WantedSound): Promise<number[]> {
  for (const path of paths) {
    if (!(await isFile(path))) continue;
    const found = await attempt(() => sounds.lookup(path, MOST_TRACKS));
    const same = found.filter(({ kind }) => kind === 'same');
    if (same.length > 0) return same.map(({ track }) => track.id);
  }
  const items = itemsOf(fingerprint);
  if (items === null) return [];
  const found = await attempt(() => sounds.lookupItems(items, MOST_TRACKS));
  return found.filter((match) => isBeginning(match, items, length)).map(({ track }) => track.id);
}

/** Whether a track begins with a fingerprint of two minutes, and is as long as the record. */
function isBeginning({ kind, offset, length, track }: RecognisedTrack, items: Uint32Array, seconds: number | null) {
  const heard = soundSeconds(items.length);
  if (seconds === null) return kind === 'same' && heard < ACOUSTID_SECONDS - SECONDS;
  return (
    kind !== 'related' &&
    Math.abs(offset) <= SECONDS &&
    length >= WHOLE * heard &&
    heard >= WHOLE * Math.min(seconds, ACOUSTID_SECONDS) &&
    Math.abs(track.duration - seconds) <= SECONDS
  );
}

/** Null for what is no fingerprint. */
function itemsOf(fingerprint: string | null): Uint32Array | null {
  if (fingerprint === null || fingerprint === '') return null;
  try {
    return decompress(fingerprint).items;
  } catch {
    return null;
  }
}

/** A file that is damaged, silent or in no format that is read is one whose sound is not known. */
async function attempt(look: () => Promise<readonly RecognisedTrack[]>): Promise<readonly RecognisedTrack[]> {
  try {
    return await look();
  } catch {
    return [];
  }
}

async function isFile(path: Uint8Array): Promise<boolean> {
  const stats = await stat(Buffer.from(path.buffer, path.byteOffset, path.byteLength)).catch(() => null);
  return stats?.isFile() ?? false;
}
