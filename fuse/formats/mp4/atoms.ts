/**
 * Atoms (boxes) of MP4 files: a length and four characters, then a body that may hold atoms again.
 *
 * Source: ISO/IEC 14496-12, section 4.2.
 */
import type { Window } from '../window.ts';

export interface Atom {
  readonly name: string;
  readonly offset: number;
  /** Where the body begins. */
  readonly body: number;
  readonly end: number;
}

/** The atom at `position` within a parent that ends at `end`; `null` where none fits. */
export function atomAt(window: Window, position: number, end: number): Atom | null {
  if (position + 8 > end) return null;
  window.step();
  const i = window.at(position, 8);
  const b = window.bytes;
  let length = b.readUInt32BE(i);
  const name = b.latin1Slice(i + 4, i + 8);
  let header = 8;
  if (length === 1) {
    if (position + 16 > end) return null;
    const k = window.at(position, 16);
    length = window.bytes.readUInt32BE(k + 8) * 0x1_0000_0000 + window.bytes.readUInt32BE(k + 12);
    header = 16;
  } else if (length === 0) {
    length = end - position;
  }
  if (length < header || position + length > end) return null;
  return { name, offset: position, body: position + header, end: position + length };
}

/** The first child called `name` of an atom's body at `[begin, end)`. */
export function findAtom(window: Window, begin: number, end: number, name: string): Atom | null {
  for (let atom = atomAt(window, begin, end); atom !== null; atom = atomAt(window, atom.end, end)) {
    if (atom.name === name) return atom;
  }
  return null;
}
