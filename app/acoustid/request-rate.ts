/**
 * How many requests each client may make: as many at once as in a second, and then as its share fills again (a token
 * bucket). Time is given, in milliseconds.
 */

/** Clients that are remembered; those that have waited long enough are forgotten first. */
const MOST_CLIENTS = 1000;
const SECOND = 1000;

export class RequestRate {
  readonly #clients = new Map<string, { left: number; at: number }>();

  /**
   * Whether the client may make a request now; if so, it counts.
   * @param rate requests per second; 0 for any number
   */
  take(client: string, rate: number, now: number): boolean {
    if (rate <= 0) return true;
    const most = Math.max(1, rate);
    const known = this.#clients.get(client);
    const left = known === undefined ? most : Math.min(most, known.left + ((now - known.at) * rate) / SECOND);
    this.#clients.delete(client);
    this.#clients.set(client, { left: left < 1 ? left : left - 1, at: now });
    if (this.#clients.size > MOST_CLIENTS) this.#clients.delete(this.#clients.keys().next().value!);
    return left >= 1;
  }
}
