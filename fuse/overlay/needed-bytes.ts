/**
 * Lets synchronous code read files without waiting for the disk in the middle of everything else.
 *
 * A header writer that looks into other files (Ogg: the setup packet, art as text) is run with sources that
 * only hold what was read before. When it asks for more, it is stopped; the bytes are read asynchronously, and
 * it is run again from the start. Writers are pure and quick, and ask for few places, so this costs little.
 */
import { open, type FileHandle } from 'node:fs/promises';
import type { ByteSource } from '../formats/layout.ts';
import type { PlanFiles } from '../formats/plan-file.ts';
import { OverlayError } from './errors.ts';
import { Original } from './original.ts';
import type { Stamp } from './track-source.ts';

/** Read at least so much at once: what lies together is asked for together. */
const BLOCK = 64 * 1024;
/** No header consists of so many places. */
const MOST_ROUNDS = 10_000;

/** Thrown out of the synchronous code. */
class BytesNeeded extends Error {
  readonly file: HeldFile;
  readonly position: number;
  readonly length: number;

  constructor(file: HeldFile, position: number, length: number) {
    super('More bytes are needed');
    this.file = file;
    this.position = position;
    this.length = length;
  }
}

/** What has been read of one file. */
class HeldFile implements ByteSource {
  readonly size: number;
  private readonly pieces: { readonly position: number; readonly bytes: Uint8Array }[] = [];

  constructor(size: number) {
    this.size = size;
  }

  read(position: number, length: number): Uint8Array {
    const end = Math.min(position + length, this.size);
    if (position >= end) return new Uint8Array();
    const piece = this.pieces.find((held) => position >= held.position && end <= held.position + held.bytes.length);
    if (piece === undefined) throw new BytesNeeded(this, position, end - position);
    return piece.bytes.subarray(position - piece.position, end - piece.position);
  }

  hold(position: number, bytes: Uint8Array): void {
    this.pieces.push({ position, bytes });
  }
}

/**
 * Runs `work` with access to the original and to pictures.
 * @throws OverlayError `EIO` when a file cannot be read, and whatever `work` throws
 */
export async function withFiles<T>(path: Uint8Array, stamp: Stamp, work: (files: PlanFiles) => T): Promise<T> {
  const original = await Original.open(path, stamp);
  const blobs = new Map<string, { readonly held: HeldFile; readonly file: FileHandle }>();
  try {
    const source = new HeldFile(stamp.size);
    // Sizes of pictures are known to the writer already; whoever reads past the end gets less.
    const wanted = new Map<string, HeldFile>();
    const files: PlanFiles = {
      source,
      blob(name) {
        const held = blobs.get(name)?.held ?? wanted.get(name) ?? new HeldFile(Number.MAX_SAFE_INTEGER);
        wanted.set(name, held);
        return held;
      },
    };
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      try {
        return work(files);
      } catch (error) {
        if (!(error instanceof BytesNeeded)) throw error;
        if (error.file === source) await readOriginal(original, stamp.size, error);
        else await readBlob(nameOf(wanted, error.file), blobs, error);
      }
    }
    throw new OverlayError('EIO', 'A header is made from too many places');
  } finally {
    await original.close();
    for (const { file } of blobs.values()) await file.close();
  }
}

async function readOriginal(original: Original, size: number, { file, position, length }: BytesNeeded): Promise<void> {
  const count = Math.min(Math.max(length, BLOCK), size - position);
  const bytes = new Uint8Array(count);
  await original.read(bytes, 0, count, position);
  file.hold(position, bytes);
}

async function readBlob(name: string, blobs: Map<string, { held: HeldFile; file: FileHandle }>, { file: held, position, length }: BytesNeeded): Promise<void> {
  const known = blobs.get(name);
  const file = known?.file ?? (await open(name, 'r').catch((error: unknown) => {
    throw new OverlayError('EIO', `The picture ${name} cannot be opened`, error);
  }));
  if (known === undefined) blobs.set(name, { held, file });
  const bytes = new Uint8Array(length);
  const { bytesRead } = await file.read(bytes, 0, length, position);
  if (bytesRead < length) throw new OverlayError('EIO', `The picture ${name} is shorter than it was`);
  held.hold(position, bytes);
}

function nameOf(files: ReadonlyMap<string, HeldFile>, wanted: HeldFile): string {
  for (const [name, file] of files) if (file === wanted) return name;
  return '';
}
