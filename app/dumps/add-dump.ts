/**
 * Adds one file of a dump to the store: reads its lines, and writes them in batches. A batch is in the index before it
 * is in the store, and the note of how far the file was read is in the transaction of its rows: after a kill the last
 * batch is written once more, with the same end.
 */
import { setImmediate } from 'node:timers/promises';
import type { Change, FingerprintIndex } from '../../index-engine/index.ts';
import type { DumpKind, DumpProblem } from '../model/dumps.ts';
import { PauseGate } from '../model/pause-gate.ts';
import { trackHashes } from '../recognition/index-hashes.ts';
import type { Connection } from '../storage/connection.ts';
import { DumpError } from './dump-error.ts';
import type { DumpSource } from './find-dumps.ts';
import type { DumpRow } from './reading/dump-row.ts';
import { hasDoubledBackslashes } from './reading/dump-names.ts';
import { LineSplitter, type Line } from './reading/line-splitter.ts';
import { LineError } from './reading/line-values.ts';
import { openDump } from './reading/open-dump.ts';
import { LINE_LIMITS, readLine, tooLong } from './reading/read-line.ts';
import { RowWriter } from './store/row-writer.ts';
import { dayNumber, knownFile, noteFile, type ReadFile } from './store/stored-files.ts';

/** A batch is written when it has as many rows, or when its lines have as many bytes. */
const BATCH_ROWS = 20_000;
const BATCH_BYTES = 8 * 1024 * 1024;

/** Where dumps are added to. */
export interface DumpStore {
  readonly connection: Connection;
  readonly index: () => Promise<Pick<FingerprintIndex, 'update'>>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Told after each batch. */
export interface BatchStep {
  readonly kind: DumpKind;
  readonly added: number;
  readonly repeated: number;
  readonly refused: number;
  /** Of the refused lines. */
  readonly problems: readonly DumpProblem[];
  /** Bytes of the file that were read. */
  readonly position: number;
}

/**
 * @param signal ends the work behind a batch; it goes on there the next time
 * @param gate lets it rest behind a batch, when nothing of it is open in the store
 * @returns whether the file was read to its end; false where it is damaged, with a problem that says so
 * @throws DumpError NOT_FOUND, NO_XZ; StorageError, IndexError
 */
export async function addDump(
  store: DumpStore,
  source: DumpSource,
  onBatch: (step: BatchStep) => void,
  signal: AbortSignal,
  gate = new PauseGate(),
): Promise<boolean> {
  return new DumpReading(store, source, onBatch).run(signal, gate);
}

/** Whether all of a file is in the store already. */
export function isAdded(connection: Connection, source: DumpSource): boolean {
  return knownFile(connection, source.name, source)?.state === 'done';
}

/** Problems of a batch that are kept. */
const MOST_PROBLEMS = 20;

class DumpReading {
  readonly #store: DumpStore;
  readonly #source: DumpSource;
  readonly #onBatch: (step: BatchStep) => void;
  readonly #writer: RowWriter;
  readonly #file: { -readonly [Name in keyof ReadFile]: ReadFile[Name] };
  #rows: DumpRow[] = [];
  #bytes = 0;
  #refused = 0;
  #problems: DumpProblem[] = [];

  constructor(store: DumpStore, source: DumpSource, onBatch: (step: BatchStep) => void) {
    this.#store = store;
    this.#source = source;
    this.#onBatch = onBatch;
    this.#writer = new RowWriter(store.connection);
    const { name, kind, day, bytes, modified } = source;
    const known = knownFile(store.connection, name, source);
    const begin = { offset: 0, lines: 0, refused: 0 };
    this.#file = {
      ...(known?.state === 'unfinished' ? known : begin),
      name,
      kind,
      day: dayNumber(day),
      bytes,
      modified,
      state: 'unfinished',
      at: store.now(),
    };
  }

  async run(signal: AbortSignal, gate: PauseGate): Promise<boolean> {
    const { kind, path } = this.#source;
    const doubled = hasDoubledBackslashes(this.#source);
    const dump = await openDump(path, kind);
    const splitter = new LineSplitter(LINE_LIMITS[kind].bytes, { ...this.#file });
    let isWhole = true;
    try {
      for await (const chunk of dump.content) {
        for (const line of splitter.lines(chunk)) {
          this.#take(line, doubled);
          if (this.#rows.length < BATCH_ROWS && this.#bytes < BATCH_BYTES) continue;
          await this.#write(dump.position());
          await gate.passed();
          signal.throwIfAborted();
        }
        await setImmediate();
        await gate.passed();
        signal.throwIfAborted();
      }
      const last = splitter.last();
      if (last) this.#take(last, doubled);
    } catch (error) {
      if (!(error instanceof DumpError) || error.code !== 'DAMAGED_DUMP') throw error;
      isWhole = false;
      this.#refuse(this.#file.lines + 1, `the file cannot be read any further: ${error.message}`);
    }
    if (isWhole && !splitter.isBehindStart) {
      isWhole = false;
      this.#refuse(this.#file.lines + 1, 'the file is shorter than when it was read before');
    }
    this.#file.state = isWhole ? 'done' : 'damaged';
    await this.#write(this.#source.bytes);
    return isWhole;
  }

  #take(line: Line, doubled: boolean): void {
    const { kind } = this.#source;
    this.#file.lines = line.number;
    this.#bytes += line.end - this.#file.offset;
    this.#file.offset = line.end;
    try {
      if (line.bytes === null) throw tooLong(kind);
      const row = readLine(kind, line.bytes, doubled);
      if (row !== null) this.#rows.push(row);
    } catch (error) {
      if (!(error instanceof LineError)) throw error;
      this.#refuse(line.number, error.message);
    }
  }

  #refuse(line: number, reason: string): void {
    this.#refused += 1;
    if (this.#problems.length < MOST_PROBLEMS) this.#problems.push({ file: this.#source.name, line, reason });
  }

  async #write(position: number): Promise<void> {
    const { connection, index } = this.#store;
    const { kind } = this.#source;
    const rows = this.#rows;
    const changes = rows.flatMap((row): Change[] =>
      row.kind === 'fingerprint' ? [{ type: 'insert', id: row.id, hashes: trackHashes(row.items) }] : [],
    );
    if (changes.length > 0) await (await index()).update(changes);
    this.#file.refused += this.#refused;
    const written = connection.transaction(() => {
      noteFile(connection, this.#file);
      return this.#writer.write(kind, rows, this.#file.day);
    })();
    const step: BatchStep = { kind, ...written, refused: this.#refused, problems: this.#problems, position };
    this.#rows = [];
    this.#bytes = 0;
    this.#refused = 0;
    this.#problems = [];
    this.#onBatch(step);
  }
}
