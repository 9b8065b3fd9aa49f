/**
 * Work that arrives piece by piece and is done together: the pieces that arrive in one turn of the thread, which may
 * have waited while it was busy, at most so many at once. The first failure ends all of it.
 */
export class GatheredWork<Piece> {
  readonly #most: number;
  readonly #work: (pieces: readonly Piece[]) => void;
  readonly #onFailure: () => void;
  #pieces: Piece[] = [];
  #turn: NodeJS.Immediate | null = null;
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
    else this.#turn ??= setImmediate(() => this.#do());
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
    if (this.#turn !== null) clearImmediate(this.#turn);
    this.#turn = null;
    const pieces = this.#pieces;
    this.#pieces = [];
    if (pieces.length === 0) return;
    try {
      this.#work(pieces);
    } catch (error) {
      this.#error = error;
      this.#onFailure();
    }
  }
}
