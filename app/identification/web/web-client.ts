/**
 * Asks services over HTTP: one request after the other for each host, no faster than the host allows, with what is known
 * from the cache. A host that is busy (429, 503) is asked again after the time that it names, or a growing one. Answers
 * are limited in size and time. No error of a service is thrown as anything but a `WebError`.
 */
import type { Clock } from '../../model/clock.ts';
import { HostLimiter } from './host-limiter.ts';
import type { ResponseCache } from './response-cache.ts';
import { WebError } from './web-error.ts';

/** How often a question is asked when the host is busy, and when its answer cannot be read. */
const TRIES = 4;
const TRIES_TO_READ = 2;
/** Milliseconds before the second time; twice as long before each further one. */
const FIRST_PAUSE = 2000;
/** A pause that a host asks for is kept up to this length; a longer one ends the question. */
const LONGEST_PAUSE = 60_000;

export interface WebClientParts {
  readonly clock: Clock;
  readonly cache: ResponseCache;
  /** Name, version and contact, as services ask for them. */
  readonly userAgent: () => Promise<string>;
  /** Milliseconds for one answer. */
  readonly timeout: number;
}

export interface Question<Answer> {
  readonly url: string;
  /** Makes the answer of its bytes. @throws WebError BAD_ANSWER */
  readonly read: (body: Buffer) => Answer;
  /** Milliseconds between two requests to the host. */
  readonly interval: number;
  /** Bytes that the answer has at most. */
  readonly mostBytes: number;
  /** A form to post; absent for a question that the address says whole. */
  readonly form?: URLSearchParams;
  /** Milliseconds for which an earlier answer holds; absent for a question that is not kept. */
  readonly keep?: number;
  /** How often it is asked at most, whatever comes; absent for the usual numbers. */
  readonly tries?: number;
  /** Whether `read` is given refusals (status 400 to 499), too. */
  readonly readsRefusals?: boolean;
}

export class WebClient {
  readonly #parts: WebClientParts;
  readonly #limiters = new Map<string, HostLimiter>();
  #requests = 0;

  constructor(parts: WebClientParts) {
    this.#parts = parts;
  }

  /** Requests that went out. */
  get requests(): number {
    return this.#requests;
  }

  /**
   * The answer; null where the service says that there is nothing (404). What cannot be read is not kept.
   * @throws WebError
   */
  async ask<Answer>(question: Question<Answer>, signal: AbortSignal): Promise<Answer | null> {
    const { clock } = this.#parts;
    const known = question.keep === undefined ? null : await this.#known(question);
    if (known !== null && clock.now() - known.at < question.keep!) return known.answer;
    try {
      return await this.#asked(question, signal);
    } catch (error) {
      // Without the network an old answer is better than none.
      if (known !== null && error instanceof WebError) return known.answer;
      throw error;
    }
  }

  async #known<Answer>({ url, read }: Question<Answer>) {
    const known = await this.#parts.cache.get(url);
    try {
      return known && { at: known.at, answer: known.found ? read(known.body) : null };
    } catch {
      return null;
    }
  }

  async #asked<Answer>(question: Question<Answer>, signal: AbortSignal): Promise<Answer | null> {
    const limiter = this.#limiterOf(question);
    for (let attempt = 1; ; attempt += 1) {
      await limiter.turn(signal);
      const pause = FIRST_PAUSE * 2 ** (attempt - 1);
      const answer = await this.#attempt(question, signal);
      if (answer instanceof WebError) {
        if (answer.code !== 'BAD_ANSWER' || attempt >= (question.tries ?? TRIES_TO_READ)) throw answer;
        limiter.pause(pause);
        continue;
      }
      if (!('busyFor' in answer)) return answer.value;
      const asked = answer.busyFor ?? pause;
      if (attempt === (question.tries ?? TRIES) || asked > LONGEST_PAUSE) {
        const host = hostOf(question.url);
        const message = `${host} is busy and asks to be left alone for a while; try later`;
        throw new WebError('BUSY', message, { status: answer.status, after: answer.busyFor });
      }
      limiter.pause(asked);
    }
  }

  async #attempt<Answer>(
    { url, read, form, mostBytes, keep, readsRefusals }: Question<Answer>,
    signal: AbortSignal,
  ): Promise<
    { readonly value: Answer | null } | { readonly busyFor: number | null; readonly status: number } | WebError
  > {
    const { cache, clock } = this.#parts;
    const host = hostOf(url);
    const limit = AbortSignal.timeout(this.#parts.timeout);
    this.#requests += 1;
    try {
      const response = await fetch(url, {
        ...(form === undefined ? {} : { method: 'POST', body: form }),
        headers: { 'User-Agent': await this.#parts.userAgent(), Accept: 'application/json, image/*' },
        signal: AbortSignal.any([signal, limit]),
      });
      if (response.status === 429 || response.status === 503) {
        await response.body?.cancel();
        return {
          busyFor: retryAfter(response.headers.get('Retry-After'), clock.now()),
          status: response.status,
        };
      }
      if (response.status === 404) {
        await response.body?.cancel();
        if (keep !== undefined) await cache.put(url, { at: clock.now(), found: false, body: Buffer.alloc(0) });
        return { value: null };
      }
      if (response.status >= 500) {
        await response.body?.cancel();
        const { status } = response;
        return new WebError('BAD_ANSWER', `${host} failed with status ${status}`, { status });
      }
      const body = await limited(response, mostBytes, host);
      if (!response.ok && readsRefusals !== true) {
        const { status } = response;
        const message = `${host} refuses the question with status ${status}: ${excerpt(body)}`;
        return new WebError('REFUSED', message, { status });
      }
      const value = read(body);
      if (keep !== undefined) await cache.put(url, { at: clock.now(), found: true, body });
      return { value };
    } catch (error) {
      signal.throwIfAborted();
      if (limit.aborted) {
        return new WebError('TIMED_OUT', `${host} has not answered within ${this.#parts.timeout / 1000} s`);
      }
      if (error instanceof WebError) return error;
      const { cause, message } = error as Error & { cause?: { code?: string; message?: string } };
      if (isBroken(error as Error)) return new WebError('BAD_ANSWER', `the answer of ${host} breaks off`);
      return new WebError('OFFLINE', `${host} cannot be reached: ${cause?.code ?? cause?.message ?? message}`);
    }
  }

  #limiterOf({ url, interval }: Pick<Question<unknown>, 'url' | 'interval'>): HostLimiter {
    const { host } = new URL(url);
    let limiter = this.#limiters.get(host);
    if (limiter === undefined) this.#limiters.set(host, (limiter = new HostLimiter(this.#parts.clock, interval)));
    return limiter;
  }
}

function hostOf(url: string): string {
  return new URL(url).host;
}

/** Whether the connection ended within the answer. */
function isBroken({ message, cause }: Error): boolean {
  return message === 'terminated' || (cause as { code?: string } | undefined)?.code === 'UND_ERR_SOCKET';
}

/** Milliseconds; null where the header says nothing that can be read. It names seconds or a date. */
function retryAfter(header: string | null, now: number): number | null {
  if (header === null) return null;
  if (/^\s*\d{1,6}\s*$/.test(header)) return Number(header) * 1000;
  // JavaScript takes -5 and 1.5 for dates, too; those of HTTP begin with a day of the week.
  const date = /^\s*[A-Z][a-z]{2,}/.test(header) ? Date.parse(header) : Number.NaN;
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}

async function limited(response: Response, most: number, host: string): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of response.body ?? []) {
    length += part.length;
    if (length > most) throw new WebError('BAD_ANSWER', `the answer of ${host} has more than ${most} bytes`);
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/** What a refusal says: services answer with an error in JSON. */
function excerpt(body: Buffer): string {
  try {
    const { error } = JSON.parse(body.toString()) as { error?: string | { message?: string } };
    const message = typeof error === 'string' ? error : error?.message;
    if (typeof message === 'string') return message.slice(0, 200);
  } catch {
    // It is a page for people.
  }
  return 'no reason is given';
}
