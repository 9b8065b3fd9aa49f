/**
 * Cuts a stream of bytes into lines. A line that is longer than the limit is counted and dropped as it goes by: it is
 * never in memory as a whole, so memory is bounded by the limit whatever the stream holds.
 */

const NEWLINE = 0x0a;

export interface Line {
  /** From 1. */
  readonly number: number;
  /** Without its end; null for a line that is too long. Valid until the next one is asked for. */
  readonly bytes: Buffer | null;
  /** Place in the stream behind the line. */
  readonly end: number;
}

/** Where reading a stream begins, behind lines that were read before. */
export interface LinePlace {
  /** Bytes of the stream. */
  readonly offset: number;
  readonly lines: number;
}

export class LineSplitter {
  readonly #limit: number;
  #toSkip: number;
  #number: number;
  #offset: number;
  #pieces: Buffer[] = [];
  #held = 0;

  /** @param limit bytes of a line at most */
  constructor(limit: number, { offset, lines }: LinePlace = { offset: 0, lines: 0 }) {
    this.#limit = limit;
    this.#toSkip = offset;
    this.#number = lines;
    this.#offset = offset;
  }

  /** The lines that end in the next bytes of the stream. */
  *lines(chunk: Buffer): Generator<Line, void> {
    let rest = chunk;
    if (this.#toSkip > 0) {
      rest = chunk.subarray(this.#toSkip);
      this.#toSkip -= chunk.length - rest.length;
    }
    for (let end = rest.indexOf(NEWLINE); end >= 0; end = rest.indexOf(NEWLINE)) {
      this.#hold(rest.subarray(0, end));
      rest = rest.subarray(end + 1);
      this.#offset += 1;
      yield this.#take();
    }
    // The bytes of the stream may be overwritten by its next ones.
    this.#hold(this.#held + rest.length > this.#limit ? rest : Buffer.from(rest));
  }

  /** What is behind the last end of a line, if anything. */
  last(): Line | null {
    return this.#held > 0 ? this.#take() : null;
  }

  /** Whether the stream had the bytes before the place. */
  get isBehindStart(): boolean {
    return this.#toSkip === 0;
  }

  #hold(piece: Buffer): void {
    if (piece.length === 0) return;
    this.#held += piece.length;
    this.#offset += piece.length;
    if (this.#held > this.#limit) this.#pieces = [];
    else this.#pieces.push(piece);
  }

  #take(): Line {
    const isWhole = this.#held <= this.#limit;
    const [only = Buffer.alloc(0)] = this.#pieces;
    const bytes = isWhole ? (this.#pieces.length > 1 ? Buffer.concat(this.#pieces) : only) : null;
    this.#pieces = [];
    this.#held = 0;
    this.#number += 1;
    return { number: this.#number, bytes, end: this.#offset };
  }
}
