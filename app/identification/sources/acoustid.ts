/**
 * AcoustID: which MusicBrainz recordings and releases a sound is, by the fingerprint of its first two minutes. Twenty
 * sounds are asked for at once; each answer is kept by its fingerprint.
 */
import { z } from '../../model/schema.ts';
import type { Clock } from '../../model/clock.ts';
import { readJson } from '../web/read-json.ts';
import type { ResponseCache } from '../web/response-cache.ts';
import type { WebClient } from '../web/web-client.ts';
import { WebError } from '../web/web-error.ts';
import { heardSounds, type HeardSounds } from './heard-sounds.ts';

/** The service allows three requests a second. */
export const INTERVAL = 334;
/** Sounds of one request, as the service takes them at most. */
export const BATCH = 20;
const DAY = 24 * 3_600_000;
/** Milliseconds for which an answer holds; what is not known today may be known soon. */
const KEEP = 60 * DAY;
const KEEP_NOTHING = 7 * DAY;
const MOST_BYTES = 16 * 1024 * 1024;

const result = z.object({
  id: z.string(),
  score: z.number(),
  recordings: z
    .array(
      z.object({
        id: z.string(),
        releases: z.array(z.object({ id: z.string(), track_count: z.number().optional() })).optional(),
      }),
    )
    .optional(),
});
const results = z.array(result);
type Result = z.infer<typeof result>;

const answer = z.discriminatedUnion('status', [
  z.object({
    status: z.literal('ok'),
    fingerprints: z.array(z.object({ index: z.coerce.number(), results: results.default([]) })).default([]),
  }),
  z.object({ status: z.literal('error'), error: z.object({ message: z.string().default('') }) }),
]);

/** A sound to ask for. */
export interface AskedSound {
  /** Id of the track. */
  readonly id: number;
  /** As AcoustID writes it. */
  readonly fingerprint: string;
  /** Seconds of the whole track. */
  readonly length: number;
}

export interface AcoustidOptions {
  /** Address up to the version: `https://api.acoustid.org/v2`. */
  readonly url: string;
  /** Of the application. */
  readonly key: string;
}

export class Acoustid {
  readonly #client: WebClient;
  readonly #cache: ResponseCache;
  readonly #clock: Clock;

  constructor(client: WebClient, cache: ResponseCache, clock: Clock) {
    this.#client = client;
    this.#cache = cache;
    this.#clock = clock;
  }

  /** What is known of the sounds; those that nobody knows are left out. At most `BATCH` sounds. @throws WebError */
  async lookup(sounds: readonly AskedSound[], options: AcoustidOptions, signal: AbortSignal): Promise<HeardSounds> {
    const heard = new Map<number, readonly Result[]>();
    for (const sound of sounds) {
      const known = await this.#known(keyOf(sound, options));
      if (known !== null) heard.set(sound.id, known);
    }
    const asked = sounds.filter(({ id }) => !heard.has(id));
    if (asked.length > 0) {
      const found = await this.#ask(asked, options, signal);
      for (const [index, sound] of asked.entries()) {
        const list = found.get(index) ?? [];
        heard.set(sound.id, list);
        const body = Buffer.from(JSON.stringify(list));
        await this.#cache.put(keyOf(sound, options), { at: this.#clock.now(), found: list.length > 0, body });
      }
    }
    return heardSounds(heard);
  }

  async #known(key: string): Promise<readonly Result[] | null> {
    const known = await this.#cache.get(key);
    if (known === null || this.#clock.now() - known.at > (known.found ? KEEP : KEEP_NOTHING)) return null;
    try {
      return readJson(known.body, results, 'the cache');
    } catch {
      return null;
    }
  }

  /** @returns results by the place of the sound */
  async #ask(
    sounds: readonly AskedSound[],
    { url, key }: AcoustidOptions,
    signal: AbortSignal,
  ): Promise<ReadonlyMap<number, readonly Result[]>> {
    const form = new URLSearchParams({ client: key, format: 'json', batch: '1', meta: 'recordings releases' });
    for (const [index, { fingerprint, length }] of sounds.entries()) {
      form.set(`fingerprint.${index}`, fingerprint);
      form.set(`duration.${index}`, String(Math.round(length)));
    }
    const read = (body: Buffer): z.infer<typeof answer> => readJson(body, answer, 'AcoustID');
    const told = await this.#client.ask(
      { url: `${url.replace(/\/+$/, '')}/lookup`, form, read, interval: INTERVAL, mostBytes: MOST_BYTES },
      signal,
    );
    if (told === null) throw new WebError('REFUSED', `there is no AcoustID service at ${url}`);
    if (told.status === 'error') throw new WebError('REFUSED', `AcoustID refuses the question: ${told.error.message}`);
    return new Map(told.fingerprints.map(({ index, results: list }) => [index, list]));
  }
}

function keyOf({ fingerprint, length }: AskedSound, { url }: AcoustidOptions): string {
  return `${url} ${Math.round(length)} ${fingerprint}`;
}
