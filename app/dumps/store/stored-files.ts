/**
 * How far each file of a dump was read. The note is written in the transaction that writes the rows before it: after a
 * kill the file goes on at the first line that is not in the store.
 */
import type { DumpFile, DumpFileState, DumpKind } from '../../model/dumps.ts';
import type { Connection } from '../../storage/connection.ts';
import type { LinePlace } from '../reading/line-splitter.ts';

/** What tells that a file is still the one that was read. */
export interface FileStamp {
  readonly bytes: number;
  /** Milliseconds since 1970. */
  readonly modified: number;
}

export interface ReadFile extends FileStamp, LinePlace {
  readonly name: string;
  readonly kind: DumpKind;
  /** Days since 1970; 0 for unknown. */
  readonly day: number;
  readonly refused: number;
  readonly state: DumpFileState;
  /** Milliseconds since 1970. */
  readonly at: number;
}

const DAY = 24 * 3_600_000;
/** Files that a summary names. */
const MOST_SHOWN = 20;

/** @param day YYYY-MM-DD. @returns days since 1970; 0 for null */
export function dayNumber(day: string | null): number {
  return day === null ? 0 : Date.parse(day) / DAY;
}

function dayText(day: number): string | null {
  return day === 0 ? null : new Date(day * DAY).toISOString().slice(0, 10);
}

export function noteFile(connection: Connection, file: ReadFile): void {
  connection
    .prepare(`
      INSERT OR REPLACE INTO dump_file
      VALUES (@name, @kind, @day, @bytes, @modified, @offset, @lines, @refused, @state, @at)`)
    .run(file);
}

/** How far the file with this name was read, if it is still the same; null otherwise. */
export function knownFile(connection: Connection, name: string, { bytes, modified }: FileStamp): ReadFile | null {
  return (
    connection
      .prepare<[string, number, number], ReadFile>(
        'SELECT * FROM dump_file WHERE name = ? AND bytes = ? AND modified = ?',
      )
      .get(name, bytes, modified) ?? null
  );
}

export interface StoredDumps {
  readonly rows: Readonly<Partial<Record<DumpKind, number>>>;
  readonly files: number;
  readonly newest: string | null;
  /** Those that are not complete, then those that were added last. */
  readonly shown: readonly DumpFile[];
}

export function storedDumps(connection: Connection): StoredDumps {
  const counts = connection.prepare<[], { kind: DumpKind; rows: number }>('SELECT * FROM row_count').all();
  const { files, newest } = connection
    .prepare<[], { files: number; newest: number | null }>(
      'SELECT count(*) AS files, max(day) AS newest FROM dump_file',
    )
    .get()!;
  const shown = connection
    .prepare<[], ReadFile>(`SELECT * FROM dump_file ORDER BY state = 'done', at DESC, name LIMIT ${MOST_SHOWN}`)
    .all();
  return {
    rows: Object.fromEntries(counts.map(({ kind, rows }) => [kind, rows])),
    files,
    newest: dayText(newest ?? 0),
    shown: shown.map(({ name, kind, day, bytes, lines, refused, state, at }) => ({
      name,
      kind,
      day: dayText(day),
      bytes,
      lines,
      refused,
      state,
      at,
    })),
  };
}
