/**
 * Compares the tracks of two MP4 files: everything in `trak` must be the same but the chunk offsets, and those
 * must have moved by as much as the audio.
 */
import { readFully, type AudioFile } from './compare-bytes.ts';
import type { ByteRange, Layout } from '../layout.ts';
import { MemorySource, Window } from '../window.ts';
import { atomAt, type Atom } from '../mp4/atoms.ts';

const LONGEST_TRACK = 64 * 1024 * 1024;
/** Atoms on the way from `trak` to the offsets. */
const PARENTS = new Set(['trak', 'mdia', 'minf', 'stbl']);

export function sameTracks(before: AudioFile, after: AudioFile): boolean {
  const [one, other] = [tracks(before.layout), tracks(after.layout)];
  const moved = after.layout.audio.offset - before.layout.audio.offset;
  return (
    one.length === other.length &&
    one.every((range, i) => sameTrack(before, range, after, other[i] as ByteRange, moved))
  );
}

function tracks({ kept }: Layout): ByteRange[] {
  return kept.filter(({ kind }) => kind === 'moov/trak').map(({ range }) => range);
}

function sameTrack(before: AudioFile, was: ByteRange, after: AudioFile, is: ByteRange, moved: number): boolean {
  if (was.length !== is.length || was.length > LONGEST_TRACK) return false;
  const one = Buffer.from(readFully(before.source, was.offset, was.length));
  const other = Buffer.from(readFully(after.source, is.offset, is.length));
  moveOffsets(one, moved);
  return one.equals(other);
}

/** Adds `moved` to all chunk offsets in the `trak` atom. */
function moveOffsets(trak: Buffer, moved: number): void {
  if (moved === 0) return;
  const window = new Window(new MemorySource(trak));
  const visit = (begin: number, end: number): void => {
    for (let atom = atomAt(window, begin, end); atom !== null; atom = atomAt(window, atom.end, end)) {
      if (PARENTS.has(atom.name)) visit(atom.body, atom.end);
      else if (atom.name === 'stco') moveTable(trak, atom, 4, moved);
      else if (atom.name === 'co64') moveTable(trak, atom, 8, moved);
    }
  };
  visit(0, trak.length);
}

function moveTable(trak: Buffer, { body, end }: Atom, width: 4 | 8, moved: number): void {
  for (let at = body + 8; at + width <= end; at += width) {
    if (width === 4) trak.writeUInt32BE((trak.readUInt32BE(at) + moved) >>> 0, at);
    else trak.writeBigUInt64BE(BigInt.asUintN(64, trak.readBigUInt64BE(at) + BigInt(moved)), at);
  }
}
