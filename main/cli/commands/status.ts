/** `descant status`: what the library holds, and what the service does. */
import type { IndexState } from '../../../app/model/index-state.ts';
import type { TaskProgress } from '../../../app/model/jobs.ts';
import type { LibrarySummary } from '../../../app/model/library.ts';
import type { MountState } from '../../../app/model/mount.ts';
import type { WatchedRoot } from '../../../app/model/watch.ts';
import { openAlone } from '../../../app/storage/connection.ts';
import { libraryFolder } from '../../../app/storage/library-folder.ts';
import { lockLibrary } from '../../../app/storage/lock.ts';
import { leftMount, leftMountState } from '../../left-mount.ts';
import { readArguments, withLibrary } from '../command-line.ts';
import {
  countOf,
  describeError,
  formatBytes,
  formatDuration,
  printError,
  printJson,
  printLines,
  table,
} from '../output.ts';

/** Codes of a database beside which no file can be made. */
const WITHOUT_ROOM = new Set(['DISK_FULL', 'STORAGE_FAILED']);

export async function run(argv: readonly string[]): Promise<number> {
  const { values } = readArguments(argv, {}, 0);
  try {
    return await printStatus(values.library, values.json);
  } catch (error) {
    if (!WITHOUT_ROOM.has(describeError(error).code)) throw error;
    await printStored(libraryFolder(values.library), error, values.json);
    return 1;
  }
}

/**
 * What a library holds whose disk takes no more bytes: no service can start on it, but nothing has to be written to read
 * it. Where it cannot be read either, `problem` is thrown.
 */
async function printStored(library: string, problem: unknown, json: boolean): Promise<void> {
  const held = await stored(library).catch(() => {
    throw problem;
  });
  if (json) printJson({ ...held, service: null, problem: describeError(problem) });
  else {
    printLines(table([['Library', library], ['Service', 'cannot start, see below'], ...libraryRows(held)]));
    printError(problem, false);
  }
}

async function stored(library: string): Promise<LibrarySummary> {
  const { summary } = await import('../../../app/library/reports.ts');
  const lock = lockLibrary(library);
  try {
    const connection = openAlone(library);
    try {
      return summary(connection, library);
    } finally {
      connection.close();
    }
  } finally {
    lock.release();
  }
}

async function printStatus(library: string | undefined, json: boolean): Promise<number> {
  return withLibrary(library, async ({ api, url }) => {
    const [held, jobs, tasks, surveys, served, watched, index] = await Promise.all([
      api.library.summary.query(),
      api.jobs.list.query(),
      api.jobs.tasks.query(),
      api.jobs.surveys.query(),
      api.mount.state.query(),
      api.library.watched.query(),
      api.library.index.query(),
    ]);
    const left = url === null ? await leftMount(held.library) : null;
    const mount = left === null ? served : leftMountState(left);
    if (json) {
      printJson({ ...held, service: url, jobs, tasks, surveys, mount, watched, index });
      return 0;
    }
    printLines(
      table([
        ['Library', held.library],
        ['Service', url ?? 'not running'],
        ['Mount', mountText(mount)],
        ...libraryRows(
          held,
          watched.filter(({ state }) => state !== 'watched').map((root) => ['', `${root.path}: ${howWatched(root)}`]),
          indexLines(index).map((line, at) => [at === 0 ? 'Index' : '', line]),
        ),
        ...jobs
          .filter(({ state }) => state !== 'idle')
          .map(({ job, state, done, total }) => [job, `${state}, ${done} of ${total ?? '?'}`]),
        ...tasks
          .filter(({ state }) => state === 'running' || state === 'paused')
          .map((task) => [task.task, taskText(task)]),
        ...surveys.map(({ survey, done, total }) => [survey, `running, ${done} of ${total}`]),
      ]),
    );
    return 0;
  });
}

/** @param watched, index rows that a service adds: about the folders, and about the fingerprint index */
function libraryRows(
  held: LibrarySummary,
  watched: readonly string[][] = [],
  index: readonly string[][] = [],
): string[][] {
  const { tracks, albums, artists, duration, bytes, hidden, trashed } = held;
  return [
    ['Folders', held.folders.map(({ path }) => path).join(', ') || 'none yet: descant scan FOLDER'],
    ...watched,
    [
      'Tracks',
      `${tracks} in ${countOf(albums, 'album')} by ${countOf(artists, 'artist')}, ${formatDuration(duration)}, ${formatBytes(bytes)}`,
    ],
    ['Edited', countOf(held.editedTracks, 'track')],
    ['Analysed', analysedText(held)],
    ...index,
    ['Unreadable', countOf(held.errors, 'file')],
    ['Missing', countOf(held.missing, 'file')],
    ...(hidden + trashed > 0 ? [['Set aside', `${hidden} hidden, ${trashed} in the trash`]] : []),
  ];
}

function taskText({ task, state, done, total }: TaskProgress): string {
  const amount = (count: number): string => (task === 'dumps' ? formatBytes(count) : String(count));
  return `${state}, ${amount(done)} of ${total === null ? '?' : amount(total)}`;
}

function mountText({ state, directory, message }: MountState): string {
  if (state === 'mounted') return directory!;
  return message === null ? state : `${state}: ${message}`;
}

function howWatched({ state, reason }: WatchedRoot): string {
  if (state === 'offline') return 'not there now; it is scanned when it is back';
  if (state === 'off') return 'not watched: descant config scan.watch true';
  return `scanned from time to time: ${reason}`;
}

function indexLines({ url, state, message, fingerprints, waiting, lost, limits }: IndexState): string[] {
  if (url === null) return [`in the library's folder, ${countOf(fingerprints, 'fingerprint')}`];
  const waits = waiting === 0 ? '' : `; ${countOf(waiting, 'fingerprint')} still to be sent`;
  const how = {
    ready: `${url}, ${countOf(fingerprints, 'fingerprint')}${waits}`,
    filling: `${url}, which is being filled${waits}`,
    away: `away: ${message}${waits}; files are analysed all the same`,
    foreign: `not used: ${message}${waits}`,
  };
  return [
    how[state],
    ...(lost > 0 ? [`the server had lost ${countOf(lost, 'fingerprint')}; they were sent again`] : []),
    ...limits,
  ];
}

function analysedText({ analysed, tooShort, analysisFailed }: LibrarySummary): string {
  return [
    countOf(analysed, 'file'),
    ...(tooShort > 0 ? [`${tooShort} of them too short to be compared`] : []),
    ...(analysisFailed > 0 ? [`${analysisFailed} failed`] : []),
  ].join(', ');
}
