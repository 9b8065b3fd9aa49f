/** AcoustID's requests for submissions: sends sounds, and asks what has become of them. */
import { z } from '../../model/schema.ts';
import { INTERVAL } from '../sources/acoustid.ts';
import { readJson } from '../web/read-json.ts';
import type { WebClient } from '../web/web-client.ts';
import { WebError } from '../web/web-error.ts';
import type { SubmittedSound } from './submitted-sound.ts';

/** Sounds of one request. */
export const SUBMISSION_BATCH = 20;
/** Submissions that are asked for at once. */
export const STATUS_BATCH = 50;
const MOST_BYTES = 4 * 1024 * 1024;

const submission = z.object({
  id: z.number(),
  status: z.string(),
  index: z.coerce.number().nullish(),
  result: z.object({ id: z.string() }).nullish(),
});
const answer = z.discriminatedUnion('status', [
  z.object({ status: z.literal('ok'), submissions: z.array(submission).default([]) }),
  z.object({
    status: z.literal('error'),
    error: z.object({ code: z.number().default(0), message: z.string().default('no reason is given') }),
  }),
]);

export type AnsweredSubmission = z.infer<typeof submission>;

/** AcoustID does not do what was asked. */
export class AcoustidRefusal extends Error {
  /** AcoustID's number of the error. */
  readonly number: number;
  constructor(number: number, message: string) {
    super(`AcoustID refuses it: ${message}`);
    this.name = 'AcoustidRefusal';
    this.number = number;
  }
}

export interface SubmitOptions {
  /** Address up to the version: `https://api.acoustid.org/v2`. */
  readonly url: string;
  /** Of the application. */
  readonly client: string;
  /** Of the person. */
  readonly user: string;
  readonly version: string;
}

export class AcoustidSubmit {
  readonly #client: WebClient;

  constructor(client: WebClient) {
    this.#client = client;
  }

  /**
   * Sends sounds, once: whoever calls decides whether to send them again.
   * @returns what became of each, by its place
   * @throws WebError, AcoustidRefusal
   */
  async submit(
    sounds: readonly SubmittedSound[],
    { url, client, user, version }: SubmitOptions,
    signal: AbortSignal,
  ): Promise<ReadonlyMap<number, AnsweredSubmission>> {
    const form = new URLSearchParams({ client, clientversion: version, user, format: 'json' });
    for (const [index, sound] of sounds.entries()) {
      for (const [name, value] of Object.entries(sound)) form.set(`${name}.${index}`, value);
    }
    const submissions = await this.#ask(`${url}/submit`, form, signal);
    return new Map(submissions.map((one, place) => [one.index ?? place, one]));
  }

  /** What has become of submissions, by AcoustID's numbers of them. @throws WebError, AcoustidRefusal */
  async states(
    ids: readonly number[],
    { url, client }: SubmitOptions,
    signal: AbortSignal,
  ): Promise<ReadonlyMap<number, AnsweredSubmission>> {
    const form = new URLSearchParams({ client, format: 'json' });
    for (const id of ids) form.append('id', String(id));
    const submissions = await this.#ask(`${url}/submission_status`, form, signal);
    return new Map(submissions.map((one) => [one.id, one]));
  }

  async #ask(url: string, form: URLSearchParams, signal: AbortSignal): Promise<readonly AnsweredSubmission[]> {
    const read = (body: Buffer): z.infer<typeof answer> => readJson(body, answer, 'AcoustID');
    const question = { url, form, read, interval: INTERVAL, mostBytes: MOST_BYTES, tries: 1, readsRefusals: true };
    const told = await this.#client.ask(question, signal);
    if (told === null) throw new WebError('REFUSED', `there is no AcoustID service at ${url}`, { status: 404 });
    if (told.status === 'error') throw new AcoustidRefusal(told.error.code, told.error.message);
    return told.submissions;
  }
}
