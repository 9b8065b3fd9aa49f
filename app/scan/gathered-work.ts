/**
 * Work that arrives piece by piece and is done together: the pieces that arrive in one turn of the thread, which may
 * have waited while it was busy, at most so many at once. Where many have been done, more are likely to follow: then it
 * waits for them a moment. The first failure ends all of it.
 */

/** Pieces after which more are waited for. */
const MANY = 16;
/** Milliseconds that a piece waits for others. */
const WAIT_MS = 100;

export class GatheredWork<Piece> {
  readonly #most: number;
  readonly #work: (pieces: readonly Piece[]) => void;
  readonly #onFailure: () => void;
  #pieces: Piece[] = [];
  #turn: NodeJS.Immediate | NodeJS.Timeout | null = null;
  #done = 0;
  #error: unknown = null;

  /** @param onFailure called when `work` has thrown: no more pieces are worked on */
  constructor(most: number, work: (pieces: readonly Piece[]) => void, onFailure: () => void) {
    this.#most = most;
    this.#work = work;
    this.#onFailure = onFailure;
  }

  add(piece: Piece): void {
    if (this.#error !== null) return;
    this.#pieces.push(piece);
    if (this.#pieces.length >= this.#most) this.#do();
    else this.#turn ??= this.#done < MANY ? setImmediate(() => this.#do()) : setTimeout(() => this.#do(), WAIT_MS);
  }

  /**
   * Does what is left.
   * @throws what `work` has thrown, then or earlier
   */
  end(): void {
    this.#do();
    if (this.#error !== null) throw this.#error;
  }

  #do(): void {
    if (this.#turn !== null) clear(this.#turn);
    this.#turn = null;
    const pieces = this.#pieces;
    this.#pieces = [];
    this.#done += pieces.length;
    if (pieces.length === 0) return;
    try {
      this.#work(pieces);
    } catch (error) {
      this.#error = error;
      this.#onFailure();
    }
  }
}

function clear(turn: NodeJS.Immediate | NodeJS.Timeout): void {
  if ('refresh' in turn) clearTimeout(turn);
  else clearImmediate(turn);
}
