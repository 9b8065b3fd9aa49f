/** Attributes and listings as the arrays of numbers that the native driver takes. */
import { EPOCHS, modeOf, type Attributes } from '../overlay/attributes.ts';
import type { DirectoryEntry } from '../overlay/listing.ts';
import type { Overlay } from '../overlay/overlay.ts';
import type { MountWriter } from '../writes/mount-writer.ts';
import { ATTRIBUTE_NUMBERS } from '../native/native-binding.ts';
import { zeroEnded } from './native-plan.ts';

/** @param takesSaves whether the mount is writable */
export function numbersOf(attributes: Attributes, takesSaves: boolean): Float64Array {
  const numbers = new Float64Array(ATTRIBUTE_NUMBERS);
  describe(numbers, 0, attributes, takesSaves);
  return numbers;
}

/**
 * The entries of a directory, with the attributes that are known already and belong to no file that is being written.
 * @param namesOnly without attributes
 */
export function listingOf(
  overlay: Overlay,
  writer: MountWriter | null,
  inode: number,
  namesOnly = false,
): { readonly numbers: Float64Array; readonly names: Uint8Array } {
  const entries = entriesOf(overlay, writer, inode);
  const numbers = new Float64Array((entries.length + 2) * ATTRIBUTE_NUMBERS);
  describeName(numbers, 0, { inode, kind: 'directory', cookie: 1 });
  describeName(numbers, ATTRIBUTE_NUMBERS, {
    inode: writer?.directories.above(inode) ?? overlay.parentOf(inode),
    kind: 'directory',
    cookie: 2,
  });
  for (const [index, entry] of entries.entries()) {
    const at = (index + 2) * ATTRIBUTE_NUMBERS;
    describeName(numbers, at, entry);
    const { attributes } = entry;
    if (!namesOnly && attributes !== null && !isWritten(writer, attributes)) {
      describe(numbers, at, attributes, writer !== null);
    }
  }
  return { numbers, names: zeroEnded(['.', '..', ...entries.map((entry) => entry.name)]) };
}

function entriesOf(overlay: Overlay, writer: MountWriter | null, directory: number): readonly DirectoryEntry[] {
  const isMade = writer !== null && writer.directories.above(directory) !== null;
  const entries = isMade ? [] : overlay.list(directory);
  const placed = writer?.namesIn(directory) ?? [];
  if (placed.length === 0) return entries;
  const names = new Set(placed.map(({ name }) => name));
  const made = placed.flatMap(({ name, inode, kind, cookie }): DirectoryEntry[] =>
    inode === null ? [] : [{ name, inode, kind, cookie, attributes: null }],
  );
  return [...entries.filter(({ name }) => !names.has(name)), ...made];
}

function isWritten(writer: MountWriter | null, { inode, epoch, kind }: Attributes): boolean {
  return writer !== null && kind === 'file' && writer.attributes(inode, epoch % EPOCHS) !== null;
}

/** Writes all attributes of a node from index `at`. */
function describe(numbers: Float64Array, at: number, attributes: Attributes, takesSaves: boolean): void {
  const { inode, epoch, size, links, modified } = attributes;
  numbers[at] = inode;
  numbers[at + 1] = epoch;
  numbers[at + 2] = modeOf(attributes, takesSaves);
  numbers[at + 3] = size;
  numbers[at + 4] = links;
  numbers[at + 5] = modified.seconds;
  numbers[at + 6] = modified.nanoseconds;
  numbers[at + 7] = 1;
}

/** Writes the numbers of an entry whose attributes are not known. */
function describeName(
  numbers: Float64Array,
  at: number,
  { inode, kind, cookie }: Pick<DirectoryEntry, 'inode' | 'kind' | 'cookie'>,
): void {
  numbers[at] = inode;
  numbers[at + 2] = modeOf({ kind, writable: false }, false);
  numbers[at + 8] = cookie;
}
