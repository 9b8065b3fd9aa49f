/** What `/v2/lookup` is asked: fingerprints or ids of recordings, one or a batch, and which metadata is wanted. */
import { LENGTH_DIFFERENCE } from '../recognition/compare-fingerprints.ts';
import {
  AcoustidError,
  invalidDuration,
  invalidDurationDifference,
  invalidUuid,
  missingParameter,
  tooLarge,
} from './acoustid-error.ts';
import { readFingerprint } from './fingerprint-parameter.ts';
import { numbered, type RequestValues } from './request-values.ts';
import { isUuid } from './uuid.ts';

/** Seconds by which a fingerprint's length may differ from that of a recording, if the client asks for it. */
const MOST_LENGTH_DIFFERENCE = 30;
const MOST_FINGERPRINTS = 20;
const MOST_RECORDINGS = 100;

export interface RecordingQuery {
  /** The number of the query in its batch; null for one without a number. */
  readonly index: number | null;
  readonly gid: string;
}

export interface FingerprintQuery {
  readonly index: number | null;
  /** Whole seconds. */
  readonly duration: number;
  readonly fingerprint: Uint32Array;
}

export interface LookupRequest {
  /** Words such as `recordings` and `releasegroups`; unknown ones are left to whoever reads them. */
  readonly meta: ReadonlySet<string>;
  /** Seconds. */
  readonly lengthDifference: number;
  readonly isBatch: boolean;
  /** One, or several of a batch. */
  readonly queries: readonly (RecordingQuery | FingerprintQuery)[];
}

/** @throws AcoustidError */
export function parseLookup(values: RequestValues): LookupRequest {
  const numbers = values.numbers('fingerprint', 'trackid');
  if (numbers.length === 0) throw missingParameter('fingerprint');
  const lengthDifference = lengthDifferenceOf(values);
  const isBatch = (values.wholeOrNull('batch') ?? 0) !== 0;
  if (isBatch && numbers.length > MOST_RECORDINGS) throw tooLarge();
  const queries = readableParts(isBatch ? numbers : numbers.slice(0, 1), (number) => parseQuery(values, number));
  if (queries.filter((query) => 'fingerprint' in query).length > MOST_FINGERPRINTS) throw tooLarge();
  return { meta: metaOf(values.text('meta')), lengthDifference, isBatch, queries };
}

/**
 * The parts of a batch that can be read: one that cannot does not lose the others.
 * @throws AcoustidError of the last part where none can be read
 */
export function readableParts<Part>(
  numbers: readonly (number | null)[],
  read: (number: number | null) => Part,
): readonly Part[] {
  const parts: Part[] = [];
  let problem: AcoustidError | null = null;
  for (const number of numbers) {
    try {
      parts.push(read(number));
    } catch (error) {
      if (!(error instanceof AcoustidError)) throw error;
      problem = error;
    }
  }
  if (parts.length === 0 && problem !== null) throw problem;
  return parts;
}

/** Whole seconds. @throws AcoustidError */
export function durationOf(values: RequestValues, name: string): number {
  const duration = values.whole(name);
  if (duration === null) throw missingParameter(name);
  if (!(duration > 0 && duration <= 0x7fff_ffff)) throw invalidDuration(name);
  return duration;
}

function parseQuery(values: RequestValues, index: number | null): RecordingQuery | FingerprintQuery {
  const named = numbered('trackid', index);
  const gid = values.text(named);
  if (gid !== null) {
    if (!isUuid(gid)) throw invalidUuid(named);
    return { index, gid: gid.toLowerCase() };
  }
  const duration = durationOf(values, numbered('duration', index));
  const fingerprint = values.text(numbered('fingerprint', index));
  if (fingerprint === null) throw missingParameter(numbered('fingerprint', index));
  return { index, duration, fingerprint: readFingerprint(fingerprint) };
}

function lengthDifferenceOf(values: RequestValues): number {
  const difference = values.whole('maxdurationdiff') ?? LENGTH_DIFFERENCE;
  if (difference >= 1 && difference <= MOST_LENGTH_DIFFERENCE) return difference;
  throw invalidDurationDifference('maxdurationdiff', MOST_LENGTH_DIFFERENCE);
}

/** The words of `meta`; 1 and 0 are from the first days of the API. */
function metaOf(text: string | null): ReadonlySet<string> {
  if (text === null || text === '0') return new Set();
  return new Set(text === '1' ? ['recordingids'] : text.split(/[\s+]+/).filter((word) => word !== ''));
}
