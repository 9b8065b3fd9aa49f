/**
 * Reads one line of a dump. Whatever the line holds, the result is a row or a reason, and memory is bounded by the
 * limits of its kind: its bytes are limited before it comes here, its values before it is parsed.
 */
import type { DumpKind } from '../../model/dumps.ts';
import type { DumpRow } from './dump-row.ts';
import { isModestJson } from './json-size.ts';
import { idIn, LineError, optionalIdIn, submissionsIn, textIn, uuidIn, type LineObject } from './line-values.ts';
import { fingerprintIn } from './read-fingerprint.ts';
import { readRecording, readRelease } from './read-release.ts';

interface LineLimit {
  readonly bytes: number;
  /** Values of all levels. */
  readonly values: number;
}

const KB = 1024;
const SMALL: LineLimit = { bytes: 64 * KB, values: 1000 };

/** A fingerprint of nine hours has three megabytes; releases of audio dramas have dozens of discs. */
export const LINE_LIMITS: Readonly<Record<DumpKind, LineLimit>> = {
  track: SMALL,
  meta: SMALL,
  fingerprint: { bytes: 4 * KB * KB, values: 300_000 },
  track_fingerprint: SMALL,
  track_mbid: SMALL,
  track_meta: SMALL,
  release: { bytes: 32 * KB * KB, values: 2_000_000 },
  recording: { bytes: 8 * KB * KB, values: 500_000 },
};

/** The index of fingerprints takes ids of 32 bits. */
const MOST_FINGERPRINT_ID = 0xff_ff_ff_ff;
/** Seconds of a file. */
const LONGEST = 7 * 24 * 3600;

const READERS: { readonly [Kind in DumpKind]: (line: LineObject) => DumpRow } = {
  track: (line) => ({
    kind: 'track',
    id: idIn(line, 'id'),
    gid: uuidIn(line, 'gid'),
    newId: optionalIdIn(line, 'new_id'),
  }),
  meta: (line) => ({
    kind: 'meta',
    id: idIn(line, 'id'),
    title: textIn(line, 'track'),
    artist: textIn(line, 'artist'),
    album: textIn(line, 'album'),
    albumArtist: textIn(line, 'album_artist'),
  }),
  fingerprint: (line) => ({
    kind: 'fingerprint',
    id: idIn(line, 'id', MOST_FINGERPRINT_ID),
    items: fingerprintIn(line['fingerprint']),
    length: idIn(line, 'length', LONGEST),
  }),
  track_fingerprint: (line) => ({
    kind: 'track_fingerprint',
    id: idIn(line, 'fingerprint_id' in line ? 'fingerprint_id' : 'id', MOST_FINGERPRINT_ID),
    trackId: idIn(line, 'track_id'),
    submissions: submissionsIn(line),
  }),
  track_mbid: (line) => ({
    kind: 'track_mbid',
    id: idIn(line, 'id'),
    trackId: idIn(line, 'track_id'),
    mbid: uuidIn(line, 'mbid'),
    submissions: submissionsIn(line),
    disabled: isTrue(line, 'disabled'),
  }),
  track_meta: (line) => ({
    kind: 'track_meta',
    id: idIn(line, 'id'),
    trackId: idIn(line, 'track_id'),
    metaId: idIn(line, 'meta_id'),
    submissions: submissionsIn(line),
  }),
  release: readRelease,
  recording: readRecording,
};

/**
 * @param doubled whether each backslash is written twice, as in the lists of AcoustID before December 2024
 * @returns the row; null for a line that is empty
 * @throws LineError with the reason why it is not taken
 */
export function readLine(kind: DumpKind, bytes: Buffer, doubled = false): DumpRow | null {
  const limit = LINE_LIMITS[kind];
  if (bytes.length > limit.bytes) throw tooLong(kind);
  if (!isModestJson(bytes, limit.values)) throw new LineError('it has too many values, or is nested too deeply');
  const text = bytes.toString();
  if (text.trim() === '') return null;
  const value = parsed(text, doubled && kind === 'meta');
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new LineError('it is no object');
  return READERS[kind](value as LineObject);
}

export function tooLong(kind: DumpKind): LineError {
  return new LineError(`it is longer than ${LINE_LIMITS[kind].bytes / KB} KiB`);
}

/** Free text has backslashes: of a line that cannot be read one way, the other is tried. */
function parsed(text: string, doubled: boolean): unknown {
  const single = (): string => text.replaceAll('\\\\', '\\');
  try {
    return JSON.parse(doubled ? single() : text);
  } catch {
    try {
      return JSON.parse(doubled ? text : single());
    } catch {
      throw new LineError('it is no JSON');
    }
  }
}

function isTrue(line: LineObject, name: string): boolean {
  const value = line[name] ?? false;
  if (typeof value === 'boolean') return value;
  throw new LineError(`${name} is neither true nor false`);
}
