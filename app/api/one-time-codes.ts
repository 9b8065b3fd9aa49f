/**
 * Codes for addresses that open the app. An address becomes an argument of the program that opens it, which every
 * user of the machine can read; so it has a code instead of the token. A code is good for one visit within a minute.
 */
import { createHash, randomBytes } from 'node:crypto';

/** How long a code can be used, in milliseconds: a browser may have to start first. */
export const CODE_LIFETIME = 60_000;

/** The codes that can be valid at the same time; older ones are dropped. */
export const MOST_CODES = 100;

export class OneTimeCodes {
  readonly #now: () => number;
  /** When each code ends, by its hash, oldest first. A look-up by hash takes no time that depends on a code. */
  readonly #ends = new Map<string, number>();

  /** @param now milliseconds; a clock that does not jump */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** A new code, of characters that need no escape in an address. */
  issue(): string {
    const code = randomBytes(32).toString('base64url');
    this.#ends.set(hashOf(code), this.#now() + CODE_LIFETIME);
    if (this.#ends.size > MOST_CODES) this.#ends.delete(this.#ends.keys().next().value!);
    return code;
  }

  /** Whether the code is valid. It is not from now on. */
  redeem(code: string): boolean {
    const hash = hashOf(code);
    const end = this.#ends.get(hash);
    this.#ends.delete(hash);
    return end !== undefined && this.#now() < end;
  }
}

function hashOf(code: string): string {
  return createHash('sha256').update(code).digest('base64');
}
