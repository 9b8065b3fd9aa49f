/**
 * One generation of a file of the mount: its plan, its attributes, and reading.
 *
 * A generation never changes. An edit makes a new one; handles that have the old one open go on reading it. The
 * first `retain` opens the original, the last `release` closes it.
 */
import { open, type FileHandle } from 'node:fs/promises';
import { applyPatches, type PagePatches } from '../formats/ogg/page-patches.ts';
import type { Plan, Segment } from '../formats/plan.ts';
import type { Attributes } from './attributes.ts';
import { OverlayError } from './errors.ts';
import { Original } from './original.ts';
import { readFully } from './read-fully.ts';
import { findPagePatches } from './find-page-patches.ts';
import type { Stamp } from './track-source.ts';

export class VirtualFile {
  readonly attributes: Attributes;
  readonly plan: Plan;
  /** Generation of the content. */
  readonly generation: number;
  /** Path of the original; empty for a file without one. */
  readonly path: Uint8Array;
  readonly stamp: Stamp | null;
  /** Whether its header is made from tags, so that programs can save another one. */
  readonly writable: boolean;
  /** Bytes of memory that the plan takes. */
  readonly weight: number;
  /** Start of each segment in the file, then the end of the last. */
  readonly #starts: Float64Array;
  #users = 0;
  #original: Promise<Original> | null = null;
  readonly #blobs = new Map<string, Promise<FileHandle>>();
  /** Patches of renumbered pages, by segment. */
  readonly #patches = new Map<Segment, Promise<PagePatches>>();

  /** @param facts.original `null` for a file whose plan has no range of one */
  constructor(facts: {
    attributes: Attributes;
    plan: Plan;
    generation: number;
    original: { path: Uint8Array; stamp: Stamp } | null;
    writable: boolean;
  }) {
    this.attributes = facts.attributes;
    this.plan = facts.plan;
    this.generation = facts.generation;
    this.path = facts.original?.path ?? new Uint8Array();
    this.stamp = facts.original?.stamp ?? null;
    this.writable = facts.writable;
    this.#starts = new Float64Array(facts.plan.segments.length + 1);
    let weight = 512;
    for (const [index, segment] of facts.plan.segments.entries()) {
      this.#starts[index + 1] = (this.#starts[index] ?? 0) + lengthOf(segment);
      weight += 64 + (segment.kind === 'bytes' ? segment.bytes.byteLength : 0);
    }
    this.weight = weight;
  }

  /**
   * Opens the file for reading. Every call that succeeds needs a `release`.
   * @throws OverlayError `EIO` when the original is not what was scanned
   */
  async retain(): Promise<void> {
    this.#users += 1;
    if (this.stamp === null) return;
    try {
      this.#original ??= Original.open(this.path, this.stamp);
      await this.#original;
    } catch (error) {
      this.#original = null;
      this.#users -= 1;
      throw error;
    }
  }

  async release(): Promise<void> {
    this.#users -= 1;
    if (this.#users > 0) return;
    const original = this.#original;
    const blobs = [...this.#blobs.values()];
    this.#original = null;
    this.#blobs.clear();
    await (await original?.catch(() => null))?.close();
    for (const blob of blobs) await (await blob.catch(() => null))?.close();
  }

  /**
   * Reads up to `length` bytes at `position`; fewer only at the end of the file.
   * @throws OverlayError `EIO`; `EBADF` when the file is not retained
   */
  async read(buffer: Uint8Array, length: number, position: number): Promise<number> {
    const end = Math.min(position + length, this.plan.size);
    if (position >= end) return 0;
    const work: Promise<void>[] = [];
    for (let index = this.#segmentAt(position), at = position; at < end; index += 1) {
      const segment = this.plan.segments[index] as Segment;
      const inside = at - (this.#starts[index] ?? 0);
      const count = Math.min(end, this.#starts[index + 1] ?? 0) - at;
      work.push(this.#readSegment(segment, buffer, at - position, count, inside));
      at += count;
    }
    await Promise.all(work);
    return end - position;
  }

  async #readSegment(
    segment: Segment,
    buffer: Uint8Array,
    offset: number,
    length: number,
    inside: number,
  ): Promise<void> {
    if (segment.kind === 'bytes') {
      buffer.set(segment.bytes.subarray(inside, inside + length), offset);
    } else if (segment.kind === 'source') {
      if (this.#original === null) throw new OverlayError('EBADF', 'The file is not open');
      const original = await this.#original;
      await original.read(buffer, offset, length, segment.offset + inside);
      if (segment.pageShift !== undefined && segment.pageShift !== 0) {
        applyPatches(
          buffer.subarray(offset, offset + length),
          segment.offset + inside,
          await this.#patchesOf(original, segment, segment.pageShift),
        );
      }
    } else {
      const file = await this.#blob(segment.path);
      await readFully(file, Buffer.from(segment.path), buffer, offset, length, segment.offset + inside);
    }
  }

  #patchesOf(original: Original, segment: Extract<Segment, { kind: 'source' }>, shift: number): Promise<PagePatches> {
    let patches = this.#patches.get(segment);
    if (patches === undefined) {
      patches = findPagePatches(original, segment, shift);
      patches.catch(() => this.#patches.delete(segment));
      this.#patches.set(segment, patches);
    }
    return patches;
  }

  async #blob(path: string): Promise<FileHandle> {
    let file = this.#blobs.get(path);
    if (file === undefined) {
      file = open(path, 'r');
      this.#blobs.set(path, file);
    }
    return file.catch((error: unknown) => {
      this.#blobs.delete(path);
      throw new OverlayError('EIO', `The picture ${path} cannot be opened`, error);
    });
  }

  /** Index of the segment that holds this position, by bisection. */
  #segmentAt(position: number): number {
    let [low, high] = [0, this.plan.segments.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= position) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

export function lengthOf(segment: Segment): number {
  return segment.kind === 'bytes' ? segment.bytes.byteLength : segment.length;
}
