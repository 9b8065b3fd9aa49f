/**
 * AcoustID's web API for one library: finds the method of an address, checks the client, and writes the answer in the
 * format that was asked for. Every failure is one of AcoustID's errors.
 */
import { IndexError } from '../../index-engine/index.ts';
import {
  AcoustidError,
  fingerprintNotFound,
  internalError,
  invalidUuid,
  missingParameter,
  tooManyRequests,
  unavailable,
} from './acoustid-error.ts';
import { answerFormat, JSON_ANSWER, type AnswerFormat, type AnswerObject } from './answer-format.ts';
import { clientOf, userOf, type AccessSettings } from './client-access.ts';
import type { RecordingOfMbid } from './known-recordings.ts';
import { answerLookup, type IndexSearch, type LookupReads } from './lookups.ts';
import { parseLookup } from './lookup-request.ts';
import { readRequestValues } from './request-form.ts';
import { RequestRate } from './request-rate.ts';
import { RequestValues } from './request-values.ts';
import type { SubmissionState } from './stored-submissions.ts';
import type { SubmissionQueue } from './submission-queue.ts';
import { parseSubmissions } from './submit-request.ts';
import { isUuid } from './uuid.ts';

/** Read methods of the database that the API uses. */
export interface AcoustidReads extends LookupReads {
  submissionStates(request: { readonly ids: readonly number[] }): Promise<readonly SubmissionState[]>;
  submittedFingerprint(request: {
    readonly id: number;
  }): Promise<{ readonly items: Uint32Array; readonly duration: number } | null>;
  recordingsOfMbids(request: { readonly mbids: readonly string[] }): Promise<readonly RecordingOfMbid[]>;
  taggedRecordings(request: {
    readonly mbids: readonly string[];
  }): Promise<readonly Pick<RecordingOfMbid, 'mbid' | 'gid'>[]>;
}

export interface AcoustidParts {
  readonly read: AcoustidReads;
  readonly index: IndexSearch;
  readonly queue: Pick<SubmissionQueue, 'add'>;
  settings(): Promise<AccessSettings>;
  /** Milliseconds, for the rate of requests. */
  now(): number;
  /** Told of failures whose cause the client does not learn. */
  onProblem(error: Error): void;
}

interface Call {
  readonly values: RequestValues;
  readonly settings: AccessSettings;
  /** Whether a page of another site asks. */
  readonly isWebPage: boolean;
}

/** Any site may read the answers: players in a browser look recordings up, too. */
const HEADERS = { 'Access-Control-Allow-Origin': '*', 'X-Content-Type-Options': 'nosniff' };
const PREFLIGHT_HEADERS = {
  ...HEADERS,
  'Access-Control-Allow-Methods': 'GET, POST, OPTIONS',
  'Access-Control-Allow-Headers': 'Content-Type, Content-Encoding',
  'Access-Control-Max-Age': '86400',
};

const MOST_IDS = 100;

export class Acoustid {
  readonly #parts: AcoustidParts;
  readonly #rate = new RequestRate();
  readonly #methods: Readonly<Record<string, (call: Call) => Promise<AnswerObject>>> = {
    '/v2/lookup': (call) => this.#lookup(call),
    '/v2/submit': (call) => this.#submit(call),
    '/v2/submission_status': (call) => this.#submissionStatus(call),
    '/v2/fingerprint': (call) => this.#fingerprint(call),
    '/v2/track/list_by_mbid': (call) => this.#tracksOfMbids(call),
  };

  constructor(parts: AcoustidParts) {
    this.#parts = parts;
  }

  /** @param isWebPage whether a page of another site asks */
  async answer(request: Request, isWebPage: boolean): Promise<Response> {
    const path = new URL(request.url).pathname;
    const method = Object.hasOwn(this.#methods, path) ? this.#methods[path]! : null;
    if (method === null) return new Response('there is no such method\n', { status: 404, headers: HEADERS });
    if (request.method === 'OPTIONS') return new Response(null, { status: 204, headers: PREFLIGHT_HEADERS });
    if (request.method !== 'GET' && request.method !== 'POST' && request.method !== 'HEAD') {
      return new Response('GET or POST\n', { status: 405, headers: { ...HEADERS, Allow: 'GET, HEAD, POST, OPTIONS' } });
    }
    let format = formatOf(request);
    try {
      const values = await readRequestValues(request);
      format = answerFormat(values);
      const settings = await this.#parts.settings();
      this.#countRequest(values, settings);
      return response(200, format, { status: 'ok', ...(await method({ values, settings, isWebPage })) });
    } catch (error) {
      return refusal(format, this.#errorOf(error as Error));
    }
  }

  #countRequest(values: RequestValues, { 'serve.rate': rate }: AccessSettings): void {
    if (!this.#rate.take(values.text('client') ?? '', rate, this.#parts.now())) throw tooManyRequests(rate);
  }

  #errorOf(error: Error): AcoustidError {
    if (error instanceof AcoustidError) return error;
    this.#parts.onProblem(error);
    return error instanceof IndexError ? unavailable() : internalError();
  }

  async #lookup({ values, settings }: Call): Promise<AnswerObject> {
    clientOf(values, settings);
    return answerLookup(this.#parts.read, this.#parts.index, parseLookup(values));
  }

  async #submit({ values, settings, isWebPage }: Call): Promise<AnswerObject> {
    const source = { client: clientOf(values, settings), user: userOf(values, settings, isWebPage) };
    const added = await this.#parts.queue.add(source, parseSubmissions(values));
    return {
      submissions: added.map(({ id, index }) => ({
        id,
        status: 'pending',
        ...(index === null ? {} : { index: String(index) }),
      })),
    };
  }

  /** Of submissions that could not be used the state is `rejected`, with the reason. */
  async #submissionStatus({ values, settings }: Call): Promise<AnswerObject> {
    clientOf(values, settings);
    const ids = values.allWhole('id').slice(0, MOST_IDS);
    if (ids.length === 0) throw missingParameter('id');
    const states = await this.#parts.read.submissionStates({ ids });
    return {
      submissions: states.map(({ id, state, gid, message }) => {
        if (state === 'pending') return { id, status: state };
        return gid === null
          ? { id, status: 'rejected', message: message ?? '' }
          : { id, status: state, result: { id: gid } };
      }),
    };
  }

  async #fingerprint({ values }: Call): Promise<AnswerObject> {
    const id = values.whole('id');
    if (id === null) throw missingParameter('id');
    const found = id > 0 ? await this.#parts.read.submittedFingerprint({ id }) : null;
    if (found === null) throw fingerprintNotFound();
    return { fingerprint: { id, hashes: [...found.items], duration: found.duration } };
  }

  /** The recordings of MusicBrainz ids: from submissions, and from the tags of the library's own tracks. */
  async #tracksOfMbids({ values }: Call): Promise<AnswerObject> {
    const mbids = values.all('mbid').map((mbid) => mbid.toLowerCase());
    if (mbids.length === 0) throw missingParameter('mbid');
    if (!mbids.every(isUuid)) throw invalidUuid('mbid');
    const isBatch = (values.wholeOrNull('batch') ?? 0) !== 0;
    const showsDisabled = (values.wholeOrNull('disabled') ?? 0) !== 0;
    const asked = [...new Set(isBatch ? mbids.slice(0, MOST_IDS) : mbids.slice(0, 1))];
    const [tagged, submitted] = await Promise.all([
      this.#parts.read.taggedRecordings({ mbids: asked }),
      this.#parts.read.recordingsOfMbids({ mbids: asked }),
    ]);
    const lists = asked.map((mbid) => {
      const gids = tagged.filter((one) => one.mbid === mbid).map(({ gid }) => gid);
      const others = submitted.filter((one) => one.mbid === mbid && !gids.includes(one.gid));
      return [
        ...gids.map((id) => ({ id })),
        ...others.flatMap(({ gid, disabled }) => {
          if (!disabled) return [{ id: gid }];
          return showsDisabled ? [{ id: gid, disabled }] : [];
        }),
      ];
    });
    if (!isBatch) return { tracks: lists[0]! };
    return { mbids: asked.map((mbid, place) => ({ mbid, tracks: lists[place]! })) };
  }
}

/** The answer to a request that does not reach the library. */
export function refuseRequest(request: Request, error: AcoustidError): Response {
  return refusal(formatOf(request), error);
}

/** The format that the address asks for; JSON where it asks for none that there is. */
function formatOf(request: Request): AnswerFormat {
  try {
    return answerFormat(new RequestValues(new URL(request.url).searchParams));
  } catch {
    return JSON_ANSWER;
  }
}

function refusal(format: AnswerFormat, { status, code, message }: AcoustidError): Response {
  return response(status, format, { status: 'error', error: { code, message } });
}

function response(status: number, { contentType, write }: AnswerFormat, answer: AnswerObject): Response {
  // What is left of a body that was not read would be taken for the next request.
  const connection = status === 413 ? { Connection: 'close' } : {};
  return new Response(write(answer), { status, headers: { ...HEADERS, ...connection, 'Content-Type': contentType } });
}
