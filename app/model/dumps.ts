/** Published dumps of AcoustID and MusicBrainz: what of them is here, and how adding them goes on. */

/** The lists that dumps have. Those of a day are read in this order. */
export const DUMP_KINDS = [
  'track',
  'meta',
  'fingerprint',
  'track_fingerprint',
  'track_mbid',
  'track_meta',
  'release',
  'recording',
] as const;
export type DumpKind = (typeof DUMP_KINDS)[number];

/** A line that was not taken, or a file that ends too early. */
export interface DumpProblem {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly reason: string;
}

/** `unfinished`: adding it was ended, and goes on when it is added again. `damaged`: it could not be read to its end. */
export type DumpFileState = 'done' | 'unfinished' | 'damaged';

/** A file that was added, or a part of it. */
export interface DumpFile {
  readonly name: string;
  readonly kind: DumpKind;
  /** YYYY-MM-DD of the dump; null where its name does not tell. */
  readonly day: string | null;
  /** Of the file. */
  readonly bytes: number;
  readonly lines: number;
  /** Lines that were not taken. */
  readonly refused: number;
  readonly state: DumpFileState;
  /** Milliseconds since 1970. */
  readonly at: number;
}

export interface DumpSummary {
  /** Absolute path of the folder of the store. */
  readonly folder: string;
  /** Whether anything is there. */
  readonly isThere: boolean;
  readonly rows: Readonly<Record<DumpKind, number>>;
  /** Of the store and the fingerprint index on the disk. */
  readonly bytes: number;
  /** The newest day of the dumps; null where none is known. */
  readonly newest: string | null;
  readonly files: number;
  /** Those that were added last, and all that are not complete. */
  readonly shown: readonly DumpFile[];
}

export interface DumpEstimate {
  readonly files: number;
  /** Of the files. */
  readonly inputBytes: number;
  readonly rows: Readonly<Partial<Record<DumpKind, number>>>;
  readonly seconds: number;
  /** That the store grows by. */
  readonly bytes: number;
  /** Free on the disk of the store. */
  readonly free: number;
  readonly hasRoom: boolean;
  /** Names of files that were added before and are left out. */
  readonly known: number;
  /** Files of dumps that nothing is read of. */
  readonly ignored: readonly string[];
}

export interface DumpProgress {
  readonly state: 'idle' | 'running' | 'done' | 'cancelled' | 'failed';
  /** Whether the run rests at the border of two steps until somebody resumes it; it is `running` then. */
  readonly isPaused: boolean;
  /** Null until it is made. */
  readonly estimate: DumpEstimate | null;
  /** Name of the file that is read; null before the first. */
  readonly file: string | null;
  readonly files: number;
  readonly filesDone: number;
  /** Bytes of the files. */
  readonly done: number;
  readonly total: number;
  readonly rows: Readonly<Partial<Record<DumpKind, number>>>;
  /** Rows among them that were there already and are replaced. */
  readonly repeated: number;
  readonly refused: number;
  /** The first of them. */
  readonly problems: readonly DumpProblem[];
  /** Files that could not be read to their end. */
  readonly damaged: number;
  /** In state `failed`: the error, with its code. */
  readonly message: string | null;
  readonly code: string | null;
}
