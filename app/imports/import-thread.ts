/**
 * The thread of an import: reads the other program's file, matches its records and plans the changes, with a read-only
 * connection of its own. It writes nothing. It keeps what became of every record until it is closed.
 */
import { setImmediate } from 'node:timers/promises';
import { fold } from '../library/fold.ts';
import type { ImportOutcomePage, ImportReport, ImportRequest, OutcomeRequest } from '../model/imports.ts';
import { databasePath, openReader } from '../storage/connection.ts';
import { pathText } from '../storage/path-bytes.ts';
import { explaining } from '../storage/storage-error.ts';
import { serveThread } from '../storage/thread.ts';
import type { FoundSound, WantedSound } from './matching/sound-matches.ts';
import {
  matchImport,
  planImport,
  wantedSounds,
  type ImportStep,
  type MatchedImport,
  type PlannedImport,
} from './plan-import.ts';

export interface ImportThreadData {
  /** Absolute path of the library folder. */
  readonly library: string;
}

export type ImportThreadMethods = ReturnType<typeof serveImport>;

/** The import was cancelled. */
class CancelledError extends Error {
  readonly code = 'CANCELLED';
  constructor() {
    super('the import was cancelled; nothing was changed');
    this.name = 'CancelledError';
  }
}

/** Milliseconds of work after which the thread looks for a message, and tells its progress. */
const SLICE_MS = 100;

function serveImport(library: string, emit: (step: ImportStep) => void) {
  const connection = openReader(library);
  let isCancelled = false;
  let matched: MatchedImport | null = null;
  let planned: PlannedImport | null = null;

  /** Takes the steps of some work, with a pause for messages now and then. @throws CancelledError */
  const all = async <Result>(steps: Generator<ImportStep, Result>): Promise<Result> => {
    let next = steps.next();
    for (let slice = performance.now(); !next.done; next = steps.next()) {
      if (performance.now() - slice < SLICE_MS) continue;
      emit(next.value);
      await setImmediate();
      if (isCancelled) throw new CancelledError();
      slice = performance.now();
    }
    return next.value;
  };

  return {
    /** Reads and matches. @returns the records that only their sound could tell @throws ImportSourceError */
    async match(request: ImportRequest): Promise<readonly WantedSound[]> {
      matched = await all(matchImport(connection, request));
      return wantedSounds(matched);
    },
    /**
     * Plans what to change, after `match`.
     * @returns the changes as JSON in bytes, which the writer's thread reads: between them nobody does
     */
    async plan(sounds: readonly FoundSound[]): Promise<{ report: ImportReport; changes: Uint8Array }> {
      if (isCancelled) throw new CancelledError();
      planned = await all(planImport(connection, matched!, sounds));
      return { report: planned.report, changes: Buffer.from(JSON.stringify(planned.changes)) };
    },
    cancel(): void {
      isCancelled = true;
    },
    /** What became of the records, in the order of the source. */
    outcomes({ after, limit, missing, by = null, text = '' }: OutcomeRequest): ImportOutcomePage {
      const records = planned?.records ?? [];
      const wanted = fold(text.trim());
      const outcomes: ImportOutcomePage['outcomes'][number][] = [];
      let at = after;
      for (; at < records.length && outcomes.length < limit; at++) {
        const record = records[at]!;
        const match = planned!.matches.get(record)!;
        if ((missing && match.by !== null) || (by !== null && match.by !== by)) continue;
        const path = record.path === null ? null : pathText(record.path).path;
        if (wanted !== '' && !fold(`${record.artist} ${record.title} ${path ?? ''}`).includes(wanted)) continue;
        outcomes.push({
          path,
          title: record.title,
          artist: record.artist,
          by: match.by,
          reason: match.by === null ? match.reason : null,
          tracks: match.by === null ? match.candidates : [match.trackId],
        });
      }
      return { outcomes, next: at < records.length ? at : null };
    },
    close: () => void connection.close(),
  };
}

serveThread(({ library }: ImportThreadData, emit: (step: ImportStep) => void) => {
  const { close, ...methods } = serveImport(library, emit);
  return { methods: explaining(databasePath(library), methods), close };
});
