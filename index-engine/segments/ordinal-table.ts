/**
 * Finds the ordinal of a document by its id: a hash table (open addressing, linear probing) in a typed array. A `Map` of as
 * many ids takes five times the memory, on the heap, and each segment leaves it to the garbage collector.
 *
 * Invariant: at most half of the slots are taken.
 */

const FIRST_SLOTS = 4096;
const FREE = 0;

export class OrdinalTable {
  /** Ordinal + 1; `FREE` where there is none. The number of slots is a power of two. */
  #slots = new Uint32Array(FIRST_SLOTS);
  #taken = 0;

  /** Makes room for so many documents more. `ids` has the id of each ordinal. */
  reserve(documents: number, ids: Uint32Array): void {
    let count = this.#slots.length;
    while (count < 2 * (this.#taken + documents)) count *= 2;
    if (count === this.#slots.length) return;
    const old = this.#slots;
    this.#slots = new Uint32Array(count);
    for (const entry of old) if (entry !== FREE) this.#slots[this.#slotOf(ids[entry - 1]!, ids)] = entry;
  }

  /** Forgets all ordinals; the table keeps its size. */
  clear(): void {
    this.#slots.fill(FREE);
    this.#taken = 0;
  }

  /** The ordinal of an id, or -1. */
  get(id: number, ids: Uint32Array): number {
    return this.#slots[this.#slotOf(id, ids)]! - 1;
  }

  /** Sets the ordinal of `ids[ordinal]`, in place of an older one of the same id. `reserve` has made room. */
  set(ordinal: number, ids: Uint32Array): void {
    const slot = this.#slotOf(ids[ordinal]!, ids);
    if (this.#slots[slot] === FREE) this.#taken++;
    this.#slots[slot] = ordinal + 1;
  }

  /** The slot that an id is in, or the free one where it belongs. */
  #slotOf(id: number, ids: Uint32Array): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    // The golden ratio of 2^32 (Knuth, TAOCP 3, 6.4); its high bits depend on all bits of the id.
    let slot = (Math.imul(id, 0x9e3779b1) >>> 7) & mask;
    while (slots[slot] !== FREE && ids[slots[slot]! - 1] !== id) slot = (slot + 1) & mask;
    return slot;
  }
}
