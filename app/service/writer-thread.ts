/** The thread that owns the one writing connection: scans, edits and results all pass through here, one after the other. */
import { namedTracks } from '../model/changed-tracks.ts';
import type { RefusedSave } from '../../fuse/overlay/edit-sink.ts';
import { Scanner, type ScanCounts, type ScanResult } from '../scan/scanner.ts';
import type { StoredPicture } from '../storage/art-store.ts';
import { openWriter } from '../storage/connection.ts';
import { migrate } from '../storage/migrate.ts';
import { isInside } from '../storage/path-bytes.ts';
import { serveThread } from '../storage/thread.ts';
import {
  analyseAgainWithout,
  listenAgain,
  retryFailed,
  storeAnalyses,
  type AnalysisRecord,
} from '../analysis/stored-analyses.ts';
import { Edits, type Author, type FieldChanges } from '../library/edits.ts';
import { addRefusedSave, dismissRefusedSave } from '../mount/refused-saves.ts';
import { addRoot, removeRoot, roots } from '../scan/roots.ts';
import { LATER, rebuildSearch } from '../library/search-rebuild.ts';
import { writeSetting } from '../library/settings.ts';
import { TrackWriter } from '../library/track-writer.ts';

export interface WriterData {
  readonly library: string;
}

export type WriterEvent =
  | { readonly type: 'scan-progress'; readonly counts: ScanCounts }
  | { readonly type: 'rebuild-progress'; readonly done: number; readonly total: number }
  | { readonly type: 'tracks'; readonly ids: readonly number[] | null };

function openWriterThread({ library }: WriterData, emit: (event: WriterEvent) => void) {
  const connection = openWriter(library);
  migrate(connection);
  const tracks = new TrackWriter(connection);
  const edits = new Edits(connection, tracks);
  const scanner = new Scanner(connection, tracks);
  const insertPicture = connection.prepare(
    'INSERT OR IGNORE INTO picture (hash, mime, width, height, length, added_at) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const noteProblem = connection.prepare(
    'INSERT OR REPLACE INTO mount_problem (track_id, at, message) SELECT id, @at, @message FROM track WHERE id = @trackId',
  );
  let scan: AbortController | null = null;
  let rebuild: AbortController | null = null;

  const announce = <
    Result extends {
      readonly tracks: number;
      readonly batch: number | null;
      readonly changes: readonly { readonly trackId: number }[];
    },
  >(
    result: Result,
    ids: readonly number[],
  ): Result => {
    if (result.batch !== null) emit({ type: 'tracks', ids });
    return result;
  };

  const methods = {
    addRoot: ({ path, mount }: { path: string; mount: string | null }) => {
      const { root, asked } = addRoot(connection, path, mount);
      return { root: { id: root.id, path: root.path.toString() }, asked: asked.toString() };
    },
    removeRoot: ({ id }: { id: number }) => {
      removeRoot(connection, id);
      emit({ type: 'tracks', ids: null });
    },
    /** Scans all roots; resolves when it ends. Only one scan runs at a time. */
    async scan({ mount }: { mount: string | null }): Promise<ScanResult> {
      if (scan) throw Object.assign(new Error('a scan is running already'), { code: 'SCAN_RUNNING' });
      scan = new AbortController();
      try {
        const mountPath = mount === null ? null : Buffer.from(mount);
        return await scanner.scan(
          roots(connection),
          (path) => mountPath !== null && isInside(path, mountPath),
          {
            progress: (counts) => emit({ type: 'scan-progress', counts: { ...counts } }),
            stored: (ids) => emit({ type: 'tracks', ids }),
          },
          scan.signal,
        );
      } finally {
        scan = null;
      }
    },
    cancelScan: () => scan?.abort(),
    /** Makes the full-text index and the derived columns again. @returns how many tracks there are, or null when it was cancelled */
    async rebuildSearch(): Promise<number | null> {
      rebuild = new AbortController();
      try {
        const result = await rebuildSearch(
          connection,
          tracks,
          (done, total) => emit({ type: 'rebuild-progress', done, total }),
          rebuild.signal,
        );
        if (result && result.mended.length > 0) {
          emit({ type: 'tracks', ids: namedTracks(result.mended) });
        }
        return result && result.tracks;
      } finally {
        rebuild = null;
      }
    },
    endRebuild: ({ later }: { later: boolean }) => rebuild?.abort(later ? LATER : undefined),
    edit: ({
      ids,
      changes,
      author,
      note,
      dryRun,
    }: {
      ids: readonly number[];
      changes: FieldChanges;
      author: Author;
      note?: string;
      dryRun?: boolean;
    }) => announce(edits.apply(ids, changes, author, { note: note ?? '', dryRun: dryRun ?? false }), ids),
    /** Different changes for each track, as one batch. */
    editEach: ({
      edits: each,
      author,
      note,
    }: {
      edits: readonly { id: number; changes: FieldChanges }[];
      author: Author;
      note: string;
    }) =>
      announce(
        edits.applyEach(each, author, { note }),
        each.map(({ id }) => id),
      ),
    revert: ({ ids, fields, author }: { ids: readonly number[]; fields: readonly string[] | null; author: Author }) =>
      announce(edits.revert(ids, fields, author), ids),
    undo: ({ batch, author }: { batch: number | null; author: Author }) => {
      const result = edits.undo(batch, author);
      emit({ type: 'tracks', ids: tracksOfBatch(result.batch) });
      return result;
    },
    redo: ({ author }: { author: Author }) => {
      const result = edits.redo(author);
      emit({ type: 'tracks', ids: tracksOfBatch(result.batch) });
      return result;
    },
    addPicture: ({ hash, mime, width, height, length }: StoredPicture) => {
      insertPicture.run(hash, mime, width, height, length, Date.now());
    },
    storeAnalyses: ({ records, trackIds }: { records: readonly AnalysisRecord[]; trackIds: readonly number[] }) => {
      storeAnalyses(connection, records);
      emit({ type: 'tracks', ids: trackIds });
    },
    analyseAgainWithout: ({ fileIds }: { fileIds: readonly number[] }) => analyseAgainWithout(connection, fileIds),
    generationOf: ({ id }: { id: number }) =>
      connection.prepare<[number], number>('SELECT generation FROM track WHERE id = ?').pluck().get(id) ?? 0,
    noteMountProblem: ({ trackId, message }: { trackId: number; message: string }) => {
      noteProblem.run({ trackId, at: Date.now(), message });
    },
    addRefusedSave: (save: RefusedSave) => addRefusedSave(connection, save),
    dismissRefusedSave: ({ id }: { id: number }) => dismissRefusedSave(connection, id),
    writeSetting: ({ name, value }: { name: string; value?: unknown }) => writeSetting(connection, name, value),
    listenAgain: () => listenAgain(connection),
    retryFailed: () => retryFailed(connection),
  };

  const tracksOfBatch = (batch: number | null): number[] =>
    connection
      .prepare<[number | null], number>('SELECT DISTINCT track_id FROM edit WHERE batch_id = ?')
      .pluck()
      .all(batch);

  return {
    methods,
    close() {
      scan?.abort();
      rebuild?.abort(LATER);
      connection.close();
    },
  };
}

export type WriterMethods = ReturnType<typeof openWriterThread>['methods'];

serveThread(openWriterThread);
