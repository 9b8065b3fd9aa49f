/** Asks a service once, as a person's test of its settings, and says what happened. Nothing of the library is sent. */
import { z } from '../model/schema.ts';
import { IndexError } from '../../index-engine/index.ts';
import type { Settings } from '../library/settings.ts';
import type { ServiceTest, TestedService, TestResult } from '../model/service-tests.ts';
import { describeServer } from '../recognition/remote-index.ts';
import { acoustidKey, requireContact } from './source-settings.ts';
import { INTERVAL } from './sources/acoustid.ts';
import { readJson } from './web/read-json.ts';
import type { WebClient } from './web/web-client.ts';
import { WebError, type WebErrorCode } from './web/web-error.ts';

/** An id that no service knows. */
const NOTHING = '00000000-0000-4000-8000-000000000000';
const SPACED = 1000;
const MOST_BYTES = 1024 * 1024;
/** AcoustID's error of a key of an application that it does not know. */
const INVALID_KEY = 4;

const acoustidAnswer = z.discriminatedUnion('status', [
  z.object({ status: z.literal('ok') }),
  z.object({ status: z.literal('error'), error: z.object({ code: z.number(), message: z.string() }) }),
]);

const RESULTS: Readonly<Record<WebErrorCode, TestResult>> = {
  OFFLINE: 'unreachable',
  TIMED_OUT: 'timed-out',
  BUSY: 'busy',
  REFUSED: 'other-kind',
  BAD_ANSWER: 'other-kind',
  NO_KEY: 'not-set',
  NO_CONTACT: 'not-set',
};

export interface ServiceTestParts {
  readonly settings: () => Promise<Settings>;
  readonly client: WebClient;
  /** The name under which this library claims indexes. */
  readonly indexOwner: () => Promise<string>;
  /** Milliseconds. */
  readonly now: () => number;
}

type Outcome = Pick<ServiceTest, 'result' | 'message'>;

export class ServiceTests {
  readonly #parts: ServiceTestParts;
  readonly #closing = new AbortController();

  constructor(parts: ServiceTestParts) {
    this.#parts = parts;
  }

  /** Never rejects because of the service. */
  async test(service: TestedService): Promise<ServiceTest> {
    const { settings, now } = this.#parts;
    const inForce = await settings();
    const start = now();
    const outcome = await this.#ask(service, inForce).catch(outcomeOf);
    return { service, ...outcome, milliseconds: Math.round(now() - start) };
  }

  close(): void {
    this.#closing.abort(new WebError('OFFLINE', 'Descant ends'));
  }

  #ask(service: TestedService, settings: Settings): Promise<Outcome> {
    if (service === 'musicbrainz') return this.#musicBrainz(settings);
    if (service === 'acoustid') return this.#acoustid(settings);
    if (service === 'cover-art') return this.#coverArt(settings);
    return this.#index(settings);
  }

  async #musicBrainz(settings: Settings): Promise<Outcome> {
    requireContact(settings);
    const url = `${withoutSlash(settings['identify.musicbrainz-url'])}/release?query=a&limit=1&fmt=json`;
    const read = (body: Buffer) => readJson(body, z.object({ releases: z.array(z.unknown()) }), 'MusicBrainz');
    const found = await this.#get(url, read);
    return found === null ? otherKind(url) : reached('MusicBrainz answers');
  }

  async #acoustid(settings: Settings): Promise<Outcome> {
    const url = `${withoutSlash(settings['identify.acoustid-url'])}/lookup`;
    const form = new URLSearchParams({ client: acoustidKey(settings), format: 'json', trackid: NOTHING });
    const told = await this.#parts.client.ask(
      {
        url,
        form,
        read: (body) => readJson(body, acoustidAnswer, 'AcoustID'),
        interval: INTERVAL,
        mostBytes: MOST_BYTES,
        tries: 1,
        readsRefusals: true,
      },
      this.#closing.signal,
    );
    if (told === null) return otherKind(url);
    if (told.status === 'error' && told.error.code === INVALID_KEY) {
      return { result: 'refused', message: `AcoustID does not take the key of the application: ${told.error.message}` };
    }
    return reached('AcoustID answers and takes the key of the application');
  }

  async #coverArt(settings: Settings): Promise<Outcome> {
    const read = (body: Buffer) => readJson(body, z.object({ images: z.array(z.unknown()) }), 'the Cover Art Archive');
    await this.#get(`${withoutSlash(settings['identify.cover-art-url'])}/release/${NOTHING}`, read);
    // The archive has no such release, so it says that there is nothing.
    return reached('the Cover Art Archive answers');
  }

  async #index(settings: Settings): Promise<Outcome> {
    const url = settings['index.url'];
    if (url === null) {
      return {
        result: 'not-set',
        message: 'no server is set, so the index in the folder of the library is used: descant config index.url URL',
      };
    }
    const { state, documents } = await describeServer(withoutSlash(url), await this.#parts.indexOwner());
    if (state === 'foreign') {
      return {
        result: 'refused',
        message:
          'the index has the fingerprints of another library; give this one a name of its own at the end of index.url',
      };
    }
    return reached(
      state === 'missing'
        ? 'the server answers; the index is made with its first use'
        : `the index has ${documents} fingerprints`,
    );
  }

  #get<Answer>(url: string, read: (body: Buffer) => Answer): Promise<Answer | null> {
    return this.#parts.client.ask(
      { url, read, interval: SPACED, mostBytes: MOST_BYTES, tries: 1 },
      this.#closing.signal,
    );
  }
}

const reached = (message: string): Outcome => ({ result: 'reached', message });
const otherKind = (url: string): Outcome => ({ result: 'other-kind', message: `there is nothing at ${url}` });

/** @throws what is no error of a service */
function outcomeOf(error: unknown): Outcome {
  if (error instanceof WebError) {
    const isKeyRefused = error.code === 'REFUSED' && (error.status === 401 || error.status === 403);
    return { result: isKeyRefused ? 'refused' : RESULTS[error.code], message: error.message };
  }
  if (!(error instanceof IndexError)) throw error;
  const { cause, message } = error;
  if (cause === undefined) return { result: 'other-kind', message };
  return { result: String(cause).includes('no answer') ? 'timed-out' : 'unreachable', message };
}

function withoutSlash(url: string): string {
  return url.replace(/\/+$/, '');
}
