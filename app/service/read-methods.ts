/**
 * Every read method of the library, beside the reading thread that answers it.
 *
 * - `quick` answers lists and single tracks: each call takes a few milliseconds.
 * - `slow` answers what may take longer than a frame: counts over all tracks, facets, pictures on a slow disk.
 * - `long` answers what goes through the whole library page by page. The thread starts with the first such call.
 *
 * To add a method: write a function of (connection, argument) in the feature's folder and add a row here. Callers use
 * it as `service.read.NAME(argument)`. A row that needs the readers and writers of the formats, or zod, imports its
 * function when it is called: each thread has a copy of the code of its own, some 6 MB of either.
 */
import { compareDocuments, compareRecordings, type CompareRequest } from '../acoustid/known-fingerprints.ts';
import { recordingFacts, recordingsOfGids, recordingsOfMbids, taggedRecordings } from '../acoustid/known-recordings.ts';
import { pendingSubmissions, submissionStates, submittedFingerprint } from '../acoustid/stored-submissions.ts';
import type { OpenPlans, Selection } from '../actions/open-plans.ts';
import {
  comparedFiles,
  countAnalysed,
  countPending,
  countPresent,
  countIncomplete,
  indexDocuments,
  pendingFiles,
  tracksOfFiles,
} from '../analysis/stored-analyses.ts';
import { listBackups } from '../backup/backup-folder.ts';
import { missingRecordings, uneditedTracks } from '../duplicates/follow-recordings.ts';
import { unhashedCopies } from '../duplicates/copied-bytes.ts';
import { inodePairs } from '../duplicates/kept-files.ts';
import { compareFiles } from '../duplicates/compare-files.ts';
import { copiesOf, copiesOfGroups } from '../duplicates/copies.ts';
import { fingerprintPage, knownMatches } from '../duplicates/known-matches.ts';
import { picturesToMerge } from '../duplicates/resolve-copies.ts';
import { settledTracks } from '../duplicates/settled-tracks.ts';
import { compareBeginnings } from '../duplicates/compare-beginnings.ts';
import { artOfTrack, artPage, type ArtListRequest } from '../art/art-list.ts';
import { unnamedPictures } from '../art/unnamed-pictures.ts';
import type { FindArtRequest } from '../art/find-art.ts';
import { countWaiting, indexServer, waitingDocuments } from '../recognition/index-server.ts';
import { compareSounds } from '../recognition/match-sounds.ts';
import { compareWithFiles, soundOfTrack } from '../recognition/stored-sounds.ts';
import { aboutLibrary } from '../library/about-library.ts';
import type { LibraryAsOf } from '../library/as-of/library-as-of.ts';
import { batchGroups, batchTracks, type BatchTracksRequest } from '../library/batch-changes.ts';
import { historySavings, type CompactionPage } from '../library/compact-history.ts';
import { compareTracks } from '../library/compare-tracks.ts';
import { albumDetail, albumPage, type AlbumListRequest } from '../library/catalogue/albums.ts';
import { ArtistReader, type ArtistListRequest } from '../library/catalogue/artists.ts';
import { FacetReader, type FacetPageRequest, type SpellingPageRequest } from '../library/catalogue/facets.ts';
import { DeclaredFields } from '../library/declared-fields.ts';
import { countExported, exportPage, type ExportRequest, type ExportSelection } from '../library/export.ts';
import { acoustidSounds, byPlace, filesToIdentify } from '../identification/files-to-identify.ts';
import type { FileFacts, SoundEvidence } from '../identification/matching/compared-file.ts';
import type { Release } from '../identification/release.ts';
import { copiedAlbums } from '../identification/sources/library-releases.ts';
import {
  countSubmissions,
  dueSubmissions,
  nextCheck,
  submissionPage,
  waitingSubmissions,
  type SubmissionListRequest,
  knownSubmissions,
  type NewSubmission,
} from '../identification/submissions/stored-submissions.ts';
import { submittableTracks, submittedSounds } from '../identification/submissions/submitted-sound.ts';
import { proposalDetail } from '../identification/proposals/proposal-detail.ts';
import {
  findProposal,
  neverIdentified,
  openProposals,
  proposalPage,
} from '../identification/proposals/stored-proposals.ts';
import type { CopyGroup } from '../model/duplicates.ts';
import type { HealthPageRequest } from '../health/health-pages.ts';
import type { HealthReader } from '../health/health-reader.ts';
import type { FixRequest } from '../health/open-fix.ts';
import { originalPicture } from '../library/original-picture.ts';
import type { SortTerm } from '../library/query/rule.ts';
import { SortArticles } from '../library/sort-articles.ts';
import { batchPlaylists } from '../library/playlists/batch-playlists.ts';
import { historyHasWords } from '../library/history-search/note-words.ts';
import { history, historyOfTrack, scanErrors, summary, type HistoryFilter } from '../library/reports.ts';
import { searchRebuildIsOpen } from '../library/open-search-rebuild.ts';
import { PlaylistReader } from '../library/playlists/playlist-reader.ts';
import { storedSettings } from '../library/stored-settings.ts';
import { trackFacts } from '../library/track-facts.ts';
import { TrackReader, type ListRequest } from '../library/track-reader.ts';
import type { ActionStep } from '../model/actions.ts';
import type { IdentificationBand } from '../model/identification.ts';
import { MountPreviews, type MountPreviewRequest } from '../mount/preview.ts';
import { refusedSaves } from '../mount/refused-saves.ts';
import { readPlaylistFile, type PlaylistFileRequest } from '../playlist-files/read-playlist-file.ts';
import { writePlaylistFile, type WriteRequest } from '../playlist-files/write-playlist-file.ts';
import { firstUncompared, uncomparedFiles, type UncomparedPage } from '../recordings/compared-files.ts';
import { filePaths } from '../recordings/file-paths.ts';
import { recordingDetail, recordingList, type RecordingListRequest } from '../recordings/recording-list.ts';
import { recordingsOfTracks } from '../recordings/recordings-of-tracks.ts';
import { outdatedPairs, type OutdatedPage } from '../recordings/sound-pairs.ts';
import { countSubmitted, submittedDocuments } from '../recordings/submitted-documents.ts';
import { roots } from '../scan/roots.ts';
import type { Connection } from '../storage/connection.ts';
import type { RemoteMethods } from '../storage/thread.ts';
import { openVerifyRun, originalTotals, verifyProblems } from '../verify/verify-runs.ts';
import { compareStamps, countOriginals, type OriginalsRequest } from '../verify/original-stamps.ts';
import type { AsOfName } from './as-of-names.ts';

/** A thread with a read-only connection of its own. */
export type ReadingThread = 'quick' | 'slow' | 'long';

/** What a read method works with. One per thread. */
export interface ReadContext {
  readonly connection: Connection;
  /** Absolute path of the library folder. */
  readonly library: string;
  readonly tracks: TrackReader;
  readonly playlists: PlaylistReader;
  readonly previews: MountPreviews;
  readonly artists: ArtistReader;
  readonly facets: FacetReader;
  readonly actions: () => Promise<OpenPlans>;
  readonly health: () => Promise<HealthReader>;
  /** What another method answers about a moment of the past. @throws CompactedError */
  readonly asOf: (request: AsOfRequest) => Promise<unknown>;
}

export interface AsOfRequest {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly name: AsOfName;
  readonly argument: unknown;
}

interface ReadMethod<Argument extends readonly unknown[], Result> {
  readonly thread: ReadingThread;
  readonly answer: (context: ReadContext, ...argument: Argument) => Result;
}

type Row = <Argument extends readonly unknown[], Result>(
  answer: (context: ReadContext, ...argument: Argument) => Result,
) => ReadMethod<Argument, Result>;

const quick: Row = (answer) => ({ thread: 'quick', answer });
const slow: Row = (answer) => ({ thread: 'slow', answer });
const long: Row = (answer) => ({ thread: 'long', answer });

interface Ids {
  readonly ids: readonly number[];
}
interface Limit {
  readonly limit: number;
}
interface Page extends Limit {
  /** Id of the last row of the page before; 0 for the first page. */
  readonly after: number;
}

interface IdsRequest {
  readonly query: string;
  readonly sort?: readonly SortTerm[];
  /** Absent for all. */
  readonly limit?: number | undefined;
}

interface SavingsRequest extends CompactionPage {
  /** Milliseconds since 1970. */
  readonly before: number;
}

interface RankRequest {
  readonly files: readonly FileFacts[];
  readonly evidence: readonly SoundEvidence[];
  readonly releases: readonly Release[];
}

interface PlaylistPageRequest extends Limit {
  readonly id: number;
  readonly offset: number;
}

export const READ_METHODS = {
  // Tracks
  list: quick(({ tracks }, request: ListRequest) => tracks.list(request)),
  ids: quick(({ tracks }, { query, sort, limit }: IdsRequest) => tracks.ids(query, sort, limit)),
  matching: quick(({ tracks }, { query, ids }: { query: string } & Ids) => tracks.matching(query, ids)),
  position: slow(({ tracks }, { query, sort, id }: { query: string; sort: readonly SortTerm[]; id: number }) =>
    tracks.position(query, sort, id),
  ),
  compare: slow(({ connection }, { ids }: Ids) => compareTracks(connection, ids)),
  rows: quick(({ tracks }, { ids }: Ids) => tracks.rows(ids)),
  facts: quick(({ connection }, { ids }: Ids) => trackFacts(connection, ids)),
  tags: quick(({ tracks }, { ids }: Ids) => tracks.tags(ids)),
  get: quick(({ tracks }, { id }: { id: number }) => tracks.get(id)),
  media: quick(({ tracks }, { id }: { id: number }) => tracks.media(id)),
  picture: slow(({ connection }, { id, index }: { id: number; index: number | null }) =>
    originalPicture(connection, id, index),
  ),

  // Pictures
  artPage: slow(({ connection }, request: ArtListRequest) => artPage(connection, request)),
  artOfTrack: slow(({ connection }, { id }: { id: number }) => artOfTrack(connection, id)),
  unnamedPictures: long(({ connection, library }, { addedBefore }: { addedBefore: number }) =>
    unnamedPictures(
      connection,
      addedBefore,
      listBackups(library).map(({ path }) => path),
    ),
  ),
  findArt: long(async ({ connection }, request: FindArtRequest) => {
    const { findArt } = await import('../art/find-art.ts');
    return findArt(connection, request);
  }),

  // The past: `reads-as-of.ts` gives the methods their types
  asOf: long(({ asOf }, request: AsOfRequest) => asOf(request)),

  // Playlists
  playlists: quick(({ playlists }) => playlists.tree()),
  keptLikes: quick(async ({ connection }) => (await import('../library/kept-likes.ts')).keptLikes(connection)),
  playlist: quick(({ playlists }, { id }: { id: number }) => playlists.get(id)),
  playlistPage: quick(({ playlists }, request: PlaylistPageRequest) => playlists.page(request)),
  playlistItems: quick(({ playlists }, { id, tracks }: { id: number; tracks: readonly number[] }) =>
    playlists.itemsOf(id, tracks),
  ),
  playlistTotals: slow(({ playlists }, { ids }: Ids) => playlists.totals(ids)),
  playlistFile: long(({ connection }, request: PlaylistFileRequest) => readPlaylistFile(connection, request)),
  writtenPlaylist: long(({ connection, playlists }, request: WriteRequest) =>
    writePlaylistFile(connection, playlists, request),
  ),
  playlistOrder: slow(({ playlists }, { id }: { id: number }) => playlists.order(id)),
  playlistTracks: slow(({ playlists }, { id }: { id: number }) => playlists.trackIds(id)),

  // Albums and artists
  albumPage: quick(({ connection }, request: AlbumListRequest) => albumPage(connection, request)),
  albumDetail: quick(({ connection, tracks }, { id }: { id: number }) => albumDetail(connection, tracks, id)),
  artistPage: slow(({ artists }, request: ArtistListRequest) => artists.page(request)),
  facetPage: slow(({ facets }, request: FacetPageRequest) => facets.page(request)),
  facetSpellings: slow(({ facets }, request: SpellingPageRequest) => facets.spellings(request)),
  artistDetail: slow(({ artists }, { name }: { name: string }) => artists.detail(name)),

  // The library as a whole
  summary: slow(({ connection, library }) => summary(connection, library)),
  about: long(({ library }) => aboutLibrary(library)),
  backups: quick(({ library }) => listBackups(library)),
  scanErrors: slow(({ connection }, { limit }: Limit) => scanErrors(connection, limit)),
  roots: quick(({ connection }) => roots(connection)),
  storedSettings: quick(({ connection }) => storedSettings(connection)),
  searchRebuildIsOpen: quick(({ connection }) => searchRebuildIsOpen(connection)),

  // History
  history: slow(({ connection }, { limit, ...filter }: Limit & HistoryFilter) => history(connection, limit, filter)),
  historyHasWords: quick(({ connection }) => historyHasWords(connection)),
  batchGroups: slow(({ connection }, request: { batch: number } & Limit) => batchGroups(connection, request)),
  batchPlaylists: quick(({ connection }, request: { batch: number } & Limit) => batchPlaylists(connection, request)),
  batchTracks: quick(({ connection }, request: BatchTracksRequest) => batchTracks(connection, request)),
  historySavings: long(({ connection }, request: SavingsRequest) => historySavings(connection, request)),
  historyOfTrack: quick(({ connection }, { id }: { id: number }) => historyOfTrack(connection, id)),

  // Mount
  refusedSaves: quick(({ connection }, { limit }: Limit) => refusedSaves(connection, limit)),
  unshownEdits: quick(async ({ connection }, { ids }: Ids) => {
    const { tracksWithUnshownEdits } = await import('../library/unshown-edits.ts');
    return tracksWithUnshownEdits(connection, ids);
  }),
  mountPreview: slow(({ previews }, request: MountPreviewRequest) => previews.preview(request)),

  // Actions
  openActionPlan: long(async ({ actions }, request: { steps: readonly ActionStep[]; selection: Selection }) =>
    (await actions()).open(request),
  ),
  actionPlanPage: long(async ({ actions }, request: { plan: number }) => (await actions()).page(request)),
  closeActionPlan: long(async ({ actions }, request: { plan: number }) => (await actions()).close(request)),

  // Identification
  byPlace: long(({ connection }, { ids }: Ids) => byPlace(connection, ids)),
  filesToIdentify: long(({ connection }, { ids }: Ids) => filesToIdentify(connection, ids)),
  acoustidSounds: long(({ connection }, { ids }: Ids) => acoustidSounds(connection, ids)),
  submittableTracks: long(({ connection }, { ids }: Ids) => submittableTracks(connection, ids)),
  submittedSounds: long(({ connection }, { ids }: Ids) => submittedSounds(connection, ids)),
  knownSubmissions: long(({ connection }, { tracks }: { tracks: readonly NewSubmission[] }) =>
    knownSubmissions(connection, tracks),
  ),
  countSubmissions: quick(({ connection }) => countSubmissions(connection)),
  submissionPage: quick(({ connection }, request: SubmissionListRequest) => submissionPage(connection, request)),
  waitingSubmissions: quick(({ connection }, { limit }: Limit) => waitingSubmissions(connection, limit)),
  dueSubmissions: quick(({ connection }, { at, limit }: Limit & { at: number }) =>
    dueSubmissions(connection, at, limit),
  ),
  nextSubmissionCheck: quick(({ connection }) => nextCheck(connection)),
  copiedAlbums: long(({ connection }, request: { copies: readonly number[]; files: readonly number[] }) =>
    copiedAlbums(connection, request),
  ),
  rankReleases: long(async (_, request: RankRequest) => {
    const { rankReleases } = await import('../identification/matching/rank-releases.ts');
    return rankReleases(request);
  }),
  neverIdentified: quick(({ connection }, { ids }: Ids) => neverIdentified(connection, ids)),
  openProposals: slow(({ connection }, { bands }: { bands: readonly IdentificationBand[] }) =>
    openProposals(connection, bands),
  ),
  proposalPage: slow(({ connection }, request: Parameters<typeof proposalPage>[1]) =>
    proposalPage(connection, request),
  ),
  proposalDetail: slow(({ connection }, request: { id: number; release: string | null }) =>
    proposalDetail(connection, request),
  ),
  findProposal: slow(({ connection }, { id }: { id: number }) => findProposal(connection, id)),

  // Health, export, verification
  healthReport: long(async ({ health }) => (await health()).report()),
  beginHealthSurvey: long(async ({ health }) => (await health()).begin()),
  advanceHealthSurvey: long(async ({ health }) => (await health()).advance()),
  openHealthFix: long(async ({ health, actions }, request: FixRequest) =>
    (await health()).openFix(await actions(), request),
  ),
  healthPage: long(async ({ health }, request: HealthPageRequest) => (await health()).page(request)),
  countExported: long(({ connection }, selection: ExportSelection) => countExported(connection, selection)),
  exportPage: long(({ connection }, request: ExportRequest) => exportPage(connection, request)),
  countOriginals: long(({ connection }, { query }: { query: string }) => countOriginals(connection, query)),
  originalTotals: long(({ connection }, request: { query: string; after: number }) =>
    originalTotals(connection, request),
  ),
  openVerifyRun: quick(({ connection }) => openVerifyRun(connection)),
  verifyProblems: quick(({ connection }, request: { run: number } & Page) => verifyProblems(connection, request)),
  compareStamps: long(({ connection }, request: OriginalsRequest) => compareStamps(connection, request)),

  // Analysis, recognition and duplicates
  countPending: slow(({ connection }) => countPending(connection)),
  countPresent: slow(({ connection }) => countPresent(connection)),
  countIncomplete: slow(({ connection }) => countIncomplete(connection)),
  countAnalysed: slow(({ connection }) => countAnalysed(connection)),
  pendingFiles: slow(({ connection }, { after, limit }: Page) => pendingFiles(connection, after, limit)),
  indexServer: quick(({ connection }) => indexServer(connection)),
  countWaiting: quick(({ connection }) => countWaiting(connection)),
  waitingDocuments: long(({ connection }, { limit }: Limit) => waitingDocuments(connection, limit)),
  indexDocuments: long(({ connection }, { after, limit }: Page) => indexDocuments(connection, after, limit)),
  soundOfTrack: quick(({ connection }, { id }: { id: number }) => soundOfTrack(connection, id)),
  compareWithFiles: long(({ connection }, { items, fileIds }: { items: Uint32Array; fileIds: readonly number[] }) =>
    compareWithFiles(connection, items, fileIds),
  ),
  compareItems: long((_, { first, second }: { first: Uint32Array; second: Uint32Array }) =>
    compareSounds(first, second),
  ),
  comparedFiles: quick(({ connection }, { ids }: Ids) => comparedFiles(connection, ids)),
  tracksOfFiles: quick(({ connection }, { ids }: Ids) => tracksOfFiles(connection, ids)),
  copiesOf: long(({ connection }, { ids }: Ids) => copiesOf(connection, ids)),
  copiesOfGroups: long(({ connection }, { groups }: { groups: readonly (readonly number[])[] }) =>
    copiesOfGroups(connection, groups),
  ),
  picturesToMerge: long(({ connection }, { groups }: { groups: readonly CopyGroup[] }) =>
    picturesToMerge(connection, groups),
  ),
  settledTracks: slow(({ connection }, { known }: { known: number | null }) => settledTracks(connection, known)),
  fingerprintPage: long(({ connection }, { after, limit }: Page) => fingerprintPage(connection, after, limit)),
  knownMatches: long(({ connection }, { after, to, least }: { after: number; to: number; least: number }) =>
    knownMatches(connection, after, to, least),
  ),
  missingRecordings: long(({ connection }, { limit }: Limit) => missingRecordings(connection, limit)),
  uneditedTracks: long(({ connection }, { ids }: Ids) => uneditedTracks(connection, ids)),
  unhashedCopies: quick(({ connection }, { ids }: Ids) => unhashedCopies(connection, ids)),
  inodePairs: quick(({ connection }, { ids }: Ids) => inodePairs(connection, ids)),
  filePaths: quick(({ connection }, { ids }: { ids: readonly number[] }) => filePaths(connection, ids)),
  compareFiles: long(
    ({ connection }, { pairs, least }: { pairs: readonly (readonly [number, number])[]; least: number }) =>
      compareFiles(connection, pairs, least),
  ),
  compareBeginnings: long(
    ({ connection }, { pairs, least }: { pairs: readonly (readonly [number, number])[]; least: number }) =>
      compareBeginnings(connection, pairs, least),
  ),

  // Recordings
  countSubmitted: slow(({ connection }) => countSubmitted(connection)),
  submittedDocuments: long(({ connection }, { after, limit }: Page) => submittedDocuments(connection, after, limit)),
  recordingList: long(({ connection }, request: RecordingListRequest) => recordingList(connection, request)),
  recordingDetail: slow(({ connection }, { named }: { named: string }) => recordingDetail(connection, named)),
  recordingsOfTracks: quick(({ connection }, { ids }: Ids) => recordingsOfTracks(connection, ids)),
  firstUncompared: slow(({ connection }) => firstUncompared(connection)),
  outdatedPairs: slow(({ connection }, page: OutdatedPage) => outdatedPairs(connection, page)),
  uncomparedFiles: long(({ connection }, page: UncomparedPage) => uncomparedFiles(connection, page)),
  // AcoustID for other programs
  compareDocuments: long(({ connection }, request: CompareRequest) => compareDocuments(connection, request)),
  compareRecordings: long(({ connection }, request: CompareRequest) => compareRecordings(connection, request)),
  recordingFacts: quick(({ connection }, { ids }: Ids) => recordingFacts(connection, ids)),
  recordingsOfGids: quick(({ connection }, { gids }: { gids: readonly string[] }) =>
    recordingsOfGids(connection, gids),
  ),
  recordingsOfMbids: quick(({ connection }, { mbids }: { mbids: readonly string[] }) =>
    recordingsOfMbids(connection, mbids),
  ),
  taggedRecordings: quick(({ connection }, { mbids }: { mbids: readonly string[] }) =>
    taggedRecordings(connection, mbids),
  ),
  pendingSubmissions: quick(({ connection }, { limit }: Limit) => pendingSubmissions(connection, limit)),
  submissionStates: quick(({ connection }, { ids }: Ids) => submissionStates(connection, ids)),
  submittedFingerprint: quick(({ connection }, { id }: { id: number }) => submittedFingerprint(connection, id)),
} as const;

export type ReadName = keyof typeof READ_METHODS;

/** The methods as the thread serves them. */
export type ServedReads = {
  readonly [Name in ReadName]: (typeof READ_METHODS)[Name] extends ReadMethod<infer Argument, infer Result>
    ? (...argument: Argument) => Result
    : never;
};

/** The methods as the rest of the service calls them. */
export type Reads = RemoteMethods<ServedReads>;

/** Which thread answers each method. */
export function threadOfReads(): Readonly<Record<ReadName, ReadingThread>> {
  const threads = Object.entries(READ_METHODS).map(([name, { thread }]) => [name, thread]);
  return Object.fromEntries(threads) as Record<ReadName, ReadingThread>;
}

/** Makes the methods for one thread. */
export function serveReads(connection: Connection, library: string): ServedReads {
  const declared = new DeclaredFields(connection);
  const articles = new SortArticles(connection);
  const answer = (context: ReadContext, name: ReadName, argument: unknown): unknown =>
    (READ_METHODS[name].answer as (context: ReadContext, argument: unknown) => unknown)(context, argument);
  let past: Promise<LibraryAsOf<ReadContext>> | null = null;
  const context = contextOf(connection, library, async ({ at, name, argument }) => {
    past ??= import('../library/as-of/library-as-of.ts').then(({ LibraryAsOf: Past }) =>
      Past.of(library, (then) => contextOf(then, library, async () => null)),
    );
    return (await past).read(at, (then) => answer(then, name, argument));
  });
  const names = Object.keys(READ_METHODS) as ReadName[];
  return Object.fromEntries(
    names.map((name) => [
      name,
      (argument: unknown) => {
        declared.follow();
        articles.follow();
        return answer(context, name, argument);
      },
    ]),
  ) as unknown as ServedReads;
}

function contextOf(connection: Connection, library: string, asOf: ReadContext['asOf']): ReadContext {
  const tracks = new TrackReader(connection);
  let plans: Promise<OpenPlans> | null = null;
  let health: Promise<HealthReader> | null = null;
  return {
    connection,
    library,
    tracks,
    playlists: new PlaylistReader(connection),
    previews: new MountPreviews(connection),
    artists: new ArtistReader(connection),
    facets: new FacetReader(connection),
    actions: () =>
      (plans ??= import('../actions/open-plans.ts').then(({ OpenPlans }) => new OpenPlans(connection, tracks))),
    health: () =>
      (health ??= import('../health/health-reader.ts').then(
        ({ HealthReader }) => new HealthReader(connection, tracks),
      )),
    asOf,
  };
}
