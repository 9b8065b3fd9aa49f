/** The part of the npm package `fuse-native` that is used here: it comes without types. */

type Answer<T = void> = (error: number, value?: T) => void;

export interface FuseNativeStat {
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly size: number;
  readonly nlink: number;
  /** 32 bits. */
  readonly ino: number;
  readonly blksize: number;
  readonly blocks: number;
  /** Milliseconds since 1970. */
  readonly atime: number;
  readonly mtime: number;
  readonly ctime: number;
}

export interface FuseNativeOperations {
  getattr(path: string, answer: Answer<FuseNativeStat>): void;
  access(path: string, mode: number, answer: Answer): void;
  opendir(path: string, flags: number, answer: Answer<number>): void;
  readdir(
    path: string,
    answer: (error: number, names?: readonly string[], stats?: readonly FuseNativeStat[]) => void,
  ): void;
  releasedir(path: string, handle: number, answer: Answer): void;
  open(path: string, flags: number, answer: Answer<number>): void;
  read(path: string, handle: number, buffer: Buffer, length: number, position: number, answer: Answer<number>): void;
  release(path: string, handle: number, answer: Answer): void;
  statfs(path: string, answer: Answer<Readonly<Record<string, number>>>): void;
  /** Everything that writes, by name; the last argument is always the answer. */
  [writing: string]: (...args: never[]) => void;
}

interface FuseNativeMount {
  mount(done: (error: Error | null) => void): void;
}

export type FuseNative = new (
  directory: string,
  operations: FuseNativeOperations,
  options: Readonly<Record<string, unknown>>,
) => FuseNativeMount;
