/** What `/v2/submit` is given: fingerprints with what the client knows about their recordings. */
import type { RecordingDescription } from '../recordings/recorded-data.ts';
import { invalidBitrate, invalidForeignId, invalidUuid, missingParameter } from './acoustid-error.ts';
import { readFingerprint } from './fingerprint-parameter.ts';
import { durationOf, readableParts } from './lookup-request.ts';
import { numbered, type RequestValues } from './request-values.ts';
import { isUuid } from './uuid.ts';

/** Characters that are kept of a text. */
const MOST_CHARACTERS = 1000;

export interface Submission {
  /** The number behind the names of its parameters; null without one. */
  readonly index: number | null;
  readonly fingerprint: Uint32Array;
  /** Whole seconds. */
  readonly duration: number;
  /** MusicBrainz recordings, in lower case. */
  readonly mbids: readonly string[];
  /** `vendor:id`, such as `discogs:12`. */
  readonly foreignId: string | null;
  readonly format: string | null;
  /** kbit per second. */
  readonly bitrate: number | null;
  readonly metadata: RecordingDescription;
}

/** @throws AcoustidError */
export function parseSubmissions(values: RequestValues): readonly Submission[] {
  const numbers = values.numbers('fingerprint');
  if (numbers.length === 0) throw missingParameter('fingerprint');
  return readableParts(numbers, (number) => parseSubmission(values, number));
}

function parseSubmission(values: RequestValues, index: number | null): Submission {
  const name = (parameter: string): string => numbered(parameter, index);
  const text = (parameter: string): string | null => values.text(name(parameter))?.slice(0, MOST_CHARACTERS) ?? null;
  const number = (parameter: string): number | null => positiveOrNull(values.wholeOrNull(name(parameter)));
  const puid = values.text(name('puid'));
  if (puid !== null && !isUuid(puid)) throw invalidUuid(name('puid'));
  const foreignId = text('foreignid');
  if (foreignId !== null && !/^[a-z]+:.+$/i.test(foreignId)) throw invalidForeignId(name('foreignid'));
  const mbids = values.all(name('mbid'));
  if (!mbids.every(isUuid)) throw invalidUuid(name('mbid'));
  const duration = durationOf(values, name('duration'));
  const bitrate = values.whole(name('bitrate'));
  if (bitrate !== null && !(bitrate > 0)) throw invalidBitrate(name('bitrate'));
  const fingerprint = values.text(name('fingerprint'));
  if (fingerprint === null) throw missingParameter(name('fingerprint'));
  return {
    index,
    fingerprint: readFingerprint(fingerprint),
    duration,
    mbids: [...new Set(mbids.map((mbid) => mbid.toLowerCase()))],
    foreignId,
    format: text('fileformat'),
    bitrate,
    metadata: {
      track: text('track'),
      artist: text('artist'),
      album: text('album'),
      albumArtist: text('albumartist'),
      trackNumber: number('trackno'),
      discNumber: number('discno'),
      year: number('year'),
    },
  };
}

function positiveOrNull(value: number | null): number | null {
  return value !== null && value > 0 ? value : null;
}
