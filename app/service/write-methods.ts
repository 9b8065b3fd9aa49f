/**
 * Every write method of the library. One thread serves them all, with the one writing connection.
 *
 * To add a method: write a function of (connection, argument) in the feature's folder and add a row here. Callers use
 * it as `service.write.NAME(argument)`. A row that needs zod imports its function when it is called: the schemas of settings
 * and actions take 6 MB.
 */
import { realpathSync } from 'node:fs';
import type { Field } from '../../fuse/fields/field-table.ts';
import type { RefusedSave } from '../../fuse/overlay/edit-sink.ts';
import { importSubmission, type ImportRequest } from '../acoustid/import-submission.ts';
import { addSubmissions, type NewSubmissions } from '../acoustid/stored-submissions.ts';
import { applyPlan, type ApplyRequest } from '../actions/apply-plan.ts';
import {
  analyseAgain,
  analyseAgainWithout,
  forgetDamaged,
  retryFailed,
  storeAnalyses,
  tracksOfFiles,
  type StoredAnalyses,
} from '../analysis/stored-analyses.ts';
import { artChanges, type ChangeArtRequest } from '../art/change-art.ts';
import { deletePictures, type DeleteRequest } from '../art/unnamed-pictures.ts';
import { acceptProposals, type AcceptedProposal } from '../identification/proposals/accept-proposals.ts';
import { decideProposals, storeProposals, type NewProposal } from '../identification/proposals/stored-proposals.ts';
import {
  dropSubmissions,
  noteSubmissions,
  noteUnanswered,
  queueSubmissions,
  retrySubmissions,
  type NewSubmission,
  type SubmissionChange,
} from '../identification/submissions/stored-submissions.ts';
import type { ResolveRequest } from '../duplicates/resolve-copies.ts';
import { storeResolution } from '../duplicates/store-resolution.ts';
import { storeImport, type StoreRequest } from '../imports/store-import.ts';
import { AnnouncedEdits } from '../library/announced-edits.ts';
import { Catalogue } from '../library/catalogue/catalogue.ts';
import { storeLikes, type SimilarTo } from '../library/kept-likes.ts';
import type { ChangeObserver } from '../library/change-together.ts';
import { declareField, removeField } from '../library/declare-field.ts';
import { DeclaredFields } from '../library/declared-fields.ts';
import { beginCompaction, compactHistory, type CompactionPage } from '../library/compact-history.ts';
import type { Author } from '../library/edit-history.ts';
import { forgetHistoryWords, noteHistoryWords } from '../library/history-search/note-words.ts';
import { addPicture } from '../library/picture-rows.ts';
import { recordPlay, type HeardTrack } from '../library/plays.ts';
import { SearchRebuildRun } from '../library/search-rebuild-run.ts';
import { PlaylistWriter } from '../library/playlists/playlist-writer.ts';
import { SortArticles } from '../library/sort-articles.ts';
import { ratingsAreShown, reshowRatings } from '../library/shown-ratings.ts';
import { TrackWriter } from '../library/track-writer.ts';
import type { DeclaredField } from '../model/fields.ts';
import type { ActionGroup } from '../model/actions.ts';
import { generationOf, noteMountProblem } from '../mount/mount-problems.ts';
import { addRefusedSave, adoptRefusedSaves, dismissRefusedSave } from '../mount/refused-saves.ts';
import { indexOwner, sentToIndex, storeIndexServer, waitForIndex } from '../recognition/index-server.ts';
import { storeFileHashes, type HashedFile } from '../duplicates/copied-bytes.ts';
import {
  compareAgain,
  storeComparedAgain,
  storeComparisons,
  type ComparedAgain,
  type Comparisons,
} from '../recordings/compared-files.ts';
import {
  disableMbid,
  mergeRecordings,
  splitRecording,
  type MbidRequest,
  type MergeRequest,
  type SplitRequest,
} from '../recordings/edit-recordings.ts';
import type { AskedPlace } from '../scan/places.ts';
import { addRoot, removeRoot } from '../scan/roots.ts';
import type { ScanReading } from '../scan/scan-reading.ts';
import { ScanRun } from '../scan/scan-run.ts';
import type { ScanCounts, ScanObserver } from '../scan/scan-result.ts';
import type { StoredPicture } from '../storage/art-store.ts';
import type { Connection } from '../storage/connection.ts';
import { beginVerifyRun, endVerifyRun, storeVerified, type VerifiedFiles } from '../verify/verify-runs.ts';

/** What the writing thread tells the service's own thread. */
export type WriterEvent =
  | { readonly type: 'scan-progress'; readonly counts: ScanCounts }
  | { readonly type: 'rebuild-progress'; readonly done: number; readonly total: number }
  | { readonly type: 'edit-progress'; readonly done: number; readonly total: number }
  /** Tracks that were added, changed or removed, however many; null where any may have been. */
  | { readonly type: 'tracks'; readonly ids: readonly number[] | null; readonly byScan: boolean }
  /** The fields that the library declares have changed. */
  | { readonly type: 'fields'; readonly fields: readonly Field[] }
  /** A setting was changed. */
  | { readonly type: 'settings' }
  /** A person has merged or split recordings, or undone that. */
  | { readonly type: 'recordings' }
  /** Playlists that were created, changed or deleted, with the tracks that were added, moved or taken out. */
  | { readonly type: 'playlists'; readonly ids: readonly number[]; readonly tracks: readonly number[] };

/**
 * Makes the methods for the thread, and what ends the work at hand before the connection closes.
 * @param library absolute path of the library folder
 * @param reading the thread that reads files for scans
 */
export function serveWrites(
  connection: Connection,
  library: string,
  reading: ScanReading,
  emit: (event: WriterEvent) => void,
) {
  const catalogue = new Catalogue(connection, () => scan.isRunning);
  const tell = (ids: readonly number[] | null, byScan: boolean): void => {
    catalogue.touch(ids);
    emit({ type: 'tracks', ids, byScan });
  };
  const changed = (ids: readonly number[] | null): void => tell(ids, false);
  const tracks = new TrackWriter(connection);
  const edits = new AnnouncedEdits(connection, tracks, changed, (done, total) =>
    emit({ type: 'edit-progress', done, total }),
  );
  const playlists = new PlaylistWriter(connection, (ids, tracks) => emit({ type: 'playlists', ids, tracks }));
  const observed: ChangeObserver = {
    progress: (done, total) => emit({ type: 'edit-progress', done, total }),
    tracks: changed,
    playlists: (ids, tracks) => emit({ type: 'playlists', ids, tracks }),
  };
  const observer: ScanObserver = {
    progress: (counts) => emit({ type: 'scan-progress', counts: { ...counts } }),
    stored: (ids) => tell(ids, true),
  };
  const place = realpathSync(library);
  const scan = new ScanRun(connection, tracks, observer, reading, place);
  const search = new SearchRebuildRun(connection, tracks, {
    progress: (done, total) => emit({ type: 'rebuild-progress', done, total }),
    mended: changed,
  });

  /** Tells that a setting has changed. @returns what came of it */
  const andTell = <Result>(result: Result): Result => {
    emit({ type: 'settings' });
    return result;
  };
  const changesRecordings = connection
    .prepare<[number], number>('SELECT EXISTS (SELECT 1 FROM recording_change WHERE batch_id = ?)')
    .pluck();
  /** Tells where a batch has changed recordings. @returns what came of it */
  const andTellRecordings = <Result extends { readonly batch: number | null }>(result: Result): Result => {
    if (result.batch !== null && changesRecordings.get(result.batch) === 1) emit({ type: 'recordings' });
    return result;
  };
  const ratings = ratingsAreShown(connection);
  const articles = new SortArticles(connection);
  const declared = new DeclaredFields(connection, (fields) => emit({ type: 'fields', fields }));

  const methods = {
    // Folders and scans
    addRoot: ({ path, mount }: { path: string; mount: string | null }) => {
      const { root, asked } = addRoot(connection, path, mount, place);
      return { root: { id: root.id, path: root.path.toString() }, asked: asked.toString() };
    },
    removeRoot: ({ id }: { id: number }) => {
      removeRoot(connection, id);
      changed(null);
    },
    scan: ({ mount, places }: { mount: string | null; places: readonly AskedPlace[] | null }) =>
      scan.scan(mount, places),
    prepareScans: () => reading.prepare(),
    cancelScan: () => scan.cancel(),

    // Edits, plays and pictures
    edit: (request: Parameters<AnnouncedEdits['edit']>[0]) => edits.edit(request),
    editEach: (request: Parameters<AnnouncedEdits['editEach']>[0]) => edits.editEach(request),
    moveTracks: (request: Parameters<AnnouncedEdits['move']>[0]) => edits.move(request),
    revert: (request: Parameters<AnnouncedEdits['revert']>[0]) => edits.revert(request),
    undo: (request: Parameters<AnnouncedEdits['undo']>[0]) => {
      const result = edits.undo(request);
      playlists.announce(result.batch);
      declared.follow();
      return andTellRecordings(result);
    },
    redo: (request: Parameters<AnnouncedEdits['redo']>[0]) => {
      const result = edits.redo(request);
      playlists.announce(result.batch);
      declared.follow();
      return andTellRecordings(result);
    },
    beginCompaction: ({ before, author }: { before: number; author: Author }) =>
      beginCompaction(connection, before, author),
    noteHistoryWords: () => noteHistoryWords(connection),
    compactHistory: (page: CompactionPage) => compactHistory(connection, page),
    recordPlay: (heard: HeardTrack) => {
      recordPlay(connection, heard);
      changed([heard.id]);
    },
    storeImport: (request: StoreRequest) => storeImport(connection, tracks, observed, request),
    addPicture: (picture: StoredPicture) => addPicture(connection, picture),
    deletePictures: (request: DeleteRequest) => deletePictures(connection, library, request),
    changeArt: ({ edits: asked, replaced, ...batch }: ChangeArtRequest) =>
      edits.editEach({ ...batch, edits: artChanges(connection, asked, replaced) }),

    resolveCopies: (request: ResolveRequest) => storeResolution(connection, tracks, observed, request),

    // Playlists
    createPlaylists: (request: Parameters<PlaylistWriter['create']>[0]) => playlists.create(request),
    changePlaylist: (request: Parameters<PlaylistWriter['change']>[0]) => playlists.change(request),
    deletePlaylists: (request: Parameters<PlaylistWriter['delete']>[0]) => playlists.delete(request),
    addToPlaylist: (request: Parameters<PlaylistWriter['add']>[0]) => playlists.add(request),
    removeFromPlaylist: (request: Parameters<PlaylistWriter['remove']>[0]) => playlists.remove(request),
    moveInPlaylist: (request: Parameters<PlaylistWriter['move']>[0]) => playlists.move(request),
    sortPlaylist: (request: Parameters<PlaylistWriter['sort']>[0]) => playlists.sort(request),

    storeLikes: ({ changed: lists }: { changed: readonly SimilarTo[] }) => {
      storeLikes(connection, lists);
      emit({ type: 'playlists', ids: [], tracks: [] });
    },

    // Verification
    beginVerifyRun: ({ query }: { query: string }) => beginVerifyRun(connection, query),
    storeVerified: (page: VerifiedFiles) => storeVerified(connection, page),
    endVerifyRun: ({ run }: { run: number }) => endVerifyRun(connection, run),

    // Identification
    storeProposals: ({ proposals, at }: { proposals: readonly NewProposal[]; at: number }) =>
      storeProposals(connection, proposals, at),
    queueSubmissions: ({ tracks: asked, at }: { tracks: readonly NewSubmission[]; at: number }) =>
      queueSubmissions(connection, asked, at),
    noteSubmissions: ({ changes, at }: { changes: readonly SubmissionChange[]; at: number }) =>
      noteSubmissions(connection, changes, at),
    noteUnanswered: ({ reason }: { reason: string }) => noteUnanswered(connection, reason),
    retrySubmissions: ({ tracks: asked, at }: { tracks: readonly number[] | null; at: number }) =>
      retrySubmissions(connection, asked, at),
    dropSubmissions: ({ tracks: asked }: { tracks: readonly number[] | null }) => dropSubmissions(connection, asked),
    decideProposals: (request: Parameters<typeof decideProposals>[1]) => decideProposals(connection, request),
    acceptProposals: ({ accepted }: { accepted: readonly AcceptedProposal[] }) =>
      acceptProposals(connection, tracks, observed, accepted),

    // Actions
    applyActions: (request: ApplyRequest) => applyPlan(connection, edits, request),
    saveActionGroups: async ({ groups }: { groups: readonly ActionGroup[] }) => {
      const { saveGroups } = await import('../actions/saved-groups.ts');
      return andTell(saveGroups(connection, groups));
    },
    deleteActionGroup: async ({ name }: { name: string }) => {
      const { deleteGroup } = await import('../actions/saved-groups.ts');
      return andTell(deleteGroup(connection, name));
    },

    // Declared fields
    declareField: ({ field, author }: { field: DeclaredField; author: Author }) => {
      const result = declareField(connection, field, author);
      declared.follow();
      return result;
    },
    removeField: ({ name, clear, author }: { name: string; clear: boolean; author: Author }) => {
      const result = removeField(
        connection,
        name,
        author,
        clear ? (ids, field, note) => edits.edit({ ids, changes: { [field]: null }, author, note }).batch : null,
      );
      declared.follow();
      return result;
    },

    // Settings and the search
    writeSetting: async ({ name, value }: { name: string; value?: unknown }) => {
      const { writeSetting } = await import('../library/settings.ts');
      const before = ratings();
      writeSetting(connection, name, value);
      declared.follow();
      articles.follow();
      emit({ type: 'settings' });
      if (ratings() !== before) changed(reshowRatings(connection, Date.now()));
    },
    rebuildSearch: async () => {
      const rebuilt = await search.rebuild();
      if (rebuilt === null) return null;
      forgetHistoryWords(connection);
      await catalogue.rebuild();
      return rebuilt;
    },
    pauseSearchRebuild: ({ isPaused }: { isPaused: boolean }) => search.setPaused(isPaused),
    endSearchRebuild: ({ later }: { later: boolean }) => search.end(later),

    // Albums, artists and the values of fields
    settleCatalogue: () => catalogue.settle(),
    settleCatalogueBehind: () => catalogue.settleBehind(),

    // Mount
    generationOf: ({ id }: { id: number }) => generationOf(connection, id),
    noteMountProblem: ({ trackId, message }: { trackId: number; message: string }) =>
      noteMountProblem(connection, trackId, message),
    addRefusedSave: (save: RefusedSave) => addRefusedSave(connection, save),
    adoptRefusedSaves: ({ folder }: { folder: string }) => adoptRefusedSaves(connection, folder),
    dismissRefusedSave: ({ id }: { id: number }) => dismissRefusedSave(connection, id),

    // Analysis
    storeAnalyses: ({ trackIds, ...results }: StoredAnalyses & { trackIds: readonly number[] }) => {
      storeAnalyses(connection, results);
      changed(trackIds);
    },
    indexOwner: () => indexOwner(connection),
    storeIndexServer: (server: Parameters<typeof storeIndexServer>[1]) => storeIndexServer(connection, server),
    waitForIndex: ({ documents }: { documents: readonly number[] }) => waitForIndex(connection, documents),
    sentToIndex: ({ last }: { last: number }) => sentToIndex(connection, last),
    analyseAgain: () => analyseAgain(connection),
    analyseAgainWithout: ({ fileIds }: { fileIds: readonly number[] }) => analyseAgainWithout(connection, fileIds),
    retryFailed: () => retryFailed(connection),
    forgetDamaged: ({ fileIds }: { fileIds: readonly number[] }) => {
      const trackIds = [...tracksOfFiles(connection, forgetDamaged(connection, fileIds)).values()];
      if (trackIds.length > 0) changed(trackIds);
      return trackIds.length;
    },

    // Recordings
    mergeRecordings: (request: MergeRequest) => andTellRecordings(mergeRecordings(connection, request)),
    splitRecording: (request: SplitRequest) => andTellRecordings(splitRecording(connection, request)),
    disableMbid: (request: MbidRequest) => disableMbid(connection, request),
    storeFileHashes: ({ files }: { files: readonly HashedFile[] }) => storeFileHashes(connection, files),
    storeComparisons: (found: Comparisons) => storeComparisons(connection, found),
    storeComparedAgain: (found: ComparedAgain) => storeComparedAgain(connection, found),
    compareAgain: () => compareAgain(connection),
    // AcoustID for other programs
    addSubmissions: (request: NewSubmissions) => addSubmissions(connection, request),
    importSubmission: (request: ImportRequest) => importSubmission(connection, request),
  };

  const endWork = async (): Promise<void> => {
    scan.cancel();
    search.end(true);
    await catalogue.close();
    await reading.close();
  };
  return { methods, endWork };
}

export type ServedWrites = ReturnType<typeof serveWrites>['methods'];
