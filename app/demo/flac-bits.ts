/** Bits one behind the other, as FLAC's frames need them. The buffer grows as it fills. */

const FIRST_BYTES = 65_536;

export class BitWriter {
  #bytes = Buffer.alloc(FIRST_BYTES);
  #length = 0;
  /** Bits that do not fill a byte yet: the lowest `#pendingBits` of `#pending`. */
  #pending = 0;
  #pendingBits = 0;

  /** Whole bytes that are written. */
  get length(): number {
    return this.#length;
  }

  /** @param count from 0 to 24; of `value` as many of the lowest bits are written, the highest of them first */
  bits(value: number, count: number): void {
    this.#pending = ((this.#pending << count) | (value & ((1 << count) - 1))) >>> 0;
    this.#pendingBits += count;
    while (this.#pendingBits >= 8) {
      this.#pendingBits -= 8;
      this.#byte(this.#pending >>> this.#pendingBits);
      this.#pending &= (1 << this.#pendingBits) - 1;
    }
  }

  /** As many zeros as `value` says, and a one. */
  unary(value: number): void {
    for (let left = value; left > 0; left -= 16) this.bits(0, Math.min(left, 16));
    this.bits(1, 1);
  }

  /** Fills the last byte with zeros. */
  align(): void {
    if (this.#pendingBits > 0) this.bits(0, 8 - this.#pendingBits);
  }

  /** The bytes from `start` on; valid until the next write. */
  since(start: number): Uint8Array {
    return this.#bytes.subarray(start, this.#length);
  }

  #byte(value: number): void {
    if (this.#length === this.#bytes.length) this.#bytes = Buffer.concat([this.#bytes, Buffer.alloc(this.#length)]);
    this.#bytes[this.#length++] = value;
  }
}
