/** For tests: a driver that mounts nothing. It holds listings as the real one does, and notes what it is told. */
import {
  ATTRIBUTE_NUMBERS,
  type NativeBinding,
  type NativeMount,
  type NativePlan,
  type QuestionHandler,
} from '../../native/native-binding.ts';

/** The method that was called, and its arguments without the mount. */
export type Call = readonly [method: string, ...args: unknown[]];

/** A node as the driver knows it. */
export interface DecodedNode {
  readonly inode: number;
  readonly epoch: number;
  readonly mode: number;
  readonly size: number;
  readonly links: number;
  readonly seconds: number;
  readonly nanoseconds: number;
  /** Whether all attributes are known. */
  readonly complete: boolean;
  readonly cookie: number;
}

export class RecordingBinding {
  readonly calls: Call[] = [];
  /** The listings that the driver holds, by directory. */
  readonly listings = new Map<number, readonly (DecodedNode & { readonly name: string })[]>();
  readonly mount = {} as NativeMount;
  /** What `mount` was given. */
  handler: QuestionHandler | null = null;
  /** Awaited by every `forget`. */
  forgetting: Promise<void> = Promise.resolve();

  /** The calls of one method, without its name. */
  callsOf(method: keyof NativeBinding): unknown[][] {
    return this.calls.flatMap(([name, ...args]) => (name === method ? [args] : []));
  }

  readonly binding: NativeBinding = {
    mount: (options, handler) => {
      this.calls.push(['mount', options]);
      this.handler = handler;
      return this.mount;
    },
    finish: () => this.#note('finish'),
    createPlan: (path) => {
      this.calls.push(['createPlan', Buffer.from(path).toString()]);
      return { path: Buffer.from(path).toString() } as unknown as NativePlan;
    },
    replyError: (_mount, id, error) => this.#note('replyError', id, error),
    replyEntry: (_mount, id, numbers, timeout, watched) =>
      this.#note('replyEntry', id, decodeNode(numbers), timeout, watched),
    replyAbsent: (_mount, id, timeout) => this.#note('replyAbsent', id, timeout),
    replyAttributes: (_mount, id, numbers, watched) => this.#note('replyAttributes', id, decodeNode(numbers), watched),
    replyOpen: (_mount, id, plan, watched) => this.#note('replyOpen', id, plan, watched),
    replyCreate: (_mount, id, numbers) => this.#note('replyCreate', id, decodeNode(numbers)),
    replyData: (_mount, id, bytes) => this.#note('replyData', id, Buffer.from(bytes).toString()),
    replyWritten: (_mount, id, count) => this.#note('replyWritten', id, count),
    divert: (_mount, inode, epoch) => this.#note('divert', inode, epoch),
    retire: (_mount, inode, epoch) => this.#note('retire', inode, epoch),
    replyListing: (_mount, id, numbers, names) => this.#note('replyListing', id, decodeListing(numbers, names)),
    offerListing: (_mount, inode, numbers, names) => {
      this.#note('offerListing', inode);
      this.listings.set(inode, decodeListing(numbers, names));
    },
    hasListing: (_mount, inode) => this.listings.has(inode),
    dropListing: (_mount, inode) => {
      this.#note('dropListing', inode);
      this.listings.delete(inode);
    },
    forget: (_mount, parents, names, directories) => {
      this.#note('forget', [...parents], Buffer.from(names).toString(), [...directories]);
      return this.forgetting;
    },
    setStatistics: (_mount, blocks, free, files) => this.#note('setStatistics', blocks, free, files),
    unmount: async () => 0,
    builtFrom: '',
  };

  #note(method: keyof NativeBinding, ...args: readonly unknown[]): void {
    this.calls.push([method, ...args]);
  }
}

/** The node that the numbers from index `at` describe. */
export function decodeNode(numbers: Float64Array, at = 0): DecodedNode {
  const [inode, epoch, mode, size, links, seconds, nanoseconds, complete, cookie] = numbers.subarray(
    at,
    at + ATTRIBUTE_NUMBERS,
  ) as unknown as readonly [number, number, number, number, number, number, number, number, number];
  return { inode, epoch, mode, size, links, seconds, nanoseconds, complete: complete === 1, cookie };
}

/** The entries of a listing. */
export function decodeListing(numbers: Float64Array, names: Uint8Array): (DecodedNode & { readonly name: string })[] {
  return Buffer.from(names)
    .toString()
    .split('\0')
    .slice(0, -1)
    .map((name, index) => ({ ...decodeNode(numbers, index * ATTRIBUTE_NUMBERS), name }));
}
