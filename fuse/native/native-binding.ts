/** The interface of the native driver (`fuse/native/src/addon.cc`), and loading it. */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';

declare const opaque: unique symbol;
/** A mount as the driver knows it. */
export interface NativeMount {
  readonly [opaque]: 'mount';
}
/** A plan as the driver knows it. */
export interface NativePlan {
  readonly [opaque]: 'plan';
}

/** The driver's questions and events; the numbers are those of `session.h`. */
export const Question = {
  lookup: 0,
  attributes: 1,
  open: 2,
  list: 3,
  failure: 4,
  ended: 5,
  create: 6,
  read: 7,
  write: 8,
  change: 9,
  flush: 10,
  release: 11,
  unlink: 12,
  rename: 13,
  forgotten: 14,
  makeDirectory: 15,
  removeDirectory: 16,
} as const;

/** A question of the kernel, with the fields of all kinds of questions. */
export interface Asked {
  /** For the answer; 0 where none is expected. */
  readonly id: number;
  /** Of the file, or of the directory in which `name` is. */
  readonly inode: number;
  readonly epoch: number;
  readonly name: string;
  /** Error number (failure), flags (open, create, rename), or 1 where the size changes (change). */
  readonly value: number;
  /** Thread id of the program that asks. */
  readonly pid: number;
  /** Of a read or write; the new size of a change. */
  readonly position: number;
  /** Length of a read; directory into which something is renamed. */
  readonly target: number;
  readonly targetName: string;
  /** The bytes to write. */
  readonly data: Uint8Array | undefined;
}

/** The driver's callback: the question, then the fields of `Asked` in order. */
export type QuestionHandler = (
  question: number,
  id: number,
  inode: number,
  epoch: number,
  name: string,
  value: number,
  pid: number,
  position: number,
  target: number,
  targetName: string,
  data?: Uint8Array,
) => void;

/** Numbers that describe one node in `Float64Array`s: inode, epoch, mode, size, links, seconds, nanoseconds, complete, cookie. */
export const ATTRIBUTE_NUMBERS = 9;

/** The kinds of segments, as in `plan.h`. */
export const SegmentKind = { bytes: 0, source: 1, blob: 2, zeros: 3 } as const;

export interface NativeBinding {
  /** @throws Error when the kernel refuses */
  mount(
    options: { directory: string; source: string; subtype: string; allowOther: boolean; writable: boolean },
    handler: QuestionHandler,
  ): NativeMount;
  /** Releases everything, after the handler was told that the mount has ended. */
  finish(mount: NativeMount): void;
  /**
   * @param path of the original; empty for a file that consists of bytes and pictures only
   * @param stamp inode, size, mtime and ctime in nanoseconds; not looked at without an original
   * @param offsets of memory: into `bytes`
   * @param details of pictures: number of the path; of ranges of the original: page shift
   * @param blobPaths each ended by a zero
   */
  createPlan(
    path: Uint8Array,
    stamp: BigUint64Array,
    kinds: Uint8Array,
    lengths: Float64Array,
    offsets: Float64Array,
    details: Uint32Array,
    bytes: Uint8Array,
    blobPaths: Uint8Array,
  ): NativePlan;
  replyError(mount: NativeMount, id: number, error: number): void;
  /**
   * @param entryTimeout seconds for which the kernel may trust the name
   * @param watched whether programs write to the file, so that the kernel may not keep its attributes
   */
  replyEntry(mount: NativeMount, id: number, attributes: Float64Array, entryTimeout: number, watched: boolean): void;
  replyAbsent(mount: NativeMount, id: number, timeout: number): void;
  replyAttributes(mount: NativeMount, id: number, attributes: Float64Array, watched: boolean): void;
  /** @param plan `null`: JavaScript answers all reads. @param watched whether to be told of flushes and of the release */
  replyOpen(mount: NativeMount, id: number, plan: NativePlan | null, watched: boolean): void;
  replyCreate(mount: NativeMount, id: number, attributes: Float64Array): void;
  replyData(mount: NativeMount, id: number, bytes: Uint8Array): void;
  replyWritten(mount: NativeMount, id: number, count: number): void;
  /** From now on JavaScript answers reads of this node. */
  divert(mount: NativeMount, inode: number, epoch: number): void;
  /** Opening this node again makes the kernel look its name up again. */
  retire(mount: NativeMount, inode: number, epoch: number): void;
  /** @param names each ended by a zero, in the order of the attributes */
  replyListing(mount: NativeMount, id: number, attributes: Float64Array, names: Uint8Array): void;
  /** The names in a directory, before a program asks. */
  offerListing(mount: NativeMount, inode: number, attributes: Float64Array, names: Uint8Array): void;
  /** Whether the names in a directory are known to the driver. */
  hasListing(mount: NativeMount, inode: number): boolean;
  /** From now on the driver asks for the names in a directory again. */
  dropListing(mount: NativeMount, inode: number): void;
  /** Makes the kernel forget names in their parents, and the contents of directories. */
  forget(mount: NativeMount, parents: Float64Array, names: Uint8Array, directories: Float64Array): Promise<void>;
  setStatistics(mount: NativeMount, blocks: number, free: number, files: number): void;
  /**
   * Unmounts by the system call, which only root may.
   * @param flags of umount2(2)
   * @returns 0, or the number of the error
   */
  unmount(directory: string, flags: number): Promise<number>;
  /** `descant-driver-built-from:` and the hash of the driver's sources. */
  readonly builtFrom: string;
}

/** Where drivers lie: one that was built here from changed sources comes before the prebuilt one. */
const DRIVERS = ['./build/descant-fuse.node', `./prebuilt/${process.platform}-${process.arch}/descant-fuse.node`];

/**
 * Loads the driver that the last `npm start` or `npm test` found right (`fuse/native/build.mjs`).
 * @throws Error when there is none for this kind of machine, or it cannot be loaded
 */
export function loadBinding(): NativeBinding {
  const driver = DRIVERS.find((path) => existsSync(new URL(path, import.meta.url)));
  if (driver === undefined) throw new Error(`there is none for ${process.platform} on ${process.arch}`);
  return createRequire(import.meta.url)(driver) as NativeBinding;
}
