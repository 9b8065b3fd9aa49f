/** `descant status`: what the library holds, and what the service does. */
import type { IndexState } from '../../../app/model/index-state.ts';
import type { TaskProgress } from '../../../app/model/jobs.ts';
import type { LibrarySummary } from '../../../app/model/library.ts';
import type { MountState } from '../../../app/model/mount.ts';
import type { WatchedRoot } from '../../../app/model/watch.ts';
import { readArguments, withLibrary } from '../command-line.ts';
import { countOf, formatBytes, formatDuration, printJson, printLines, table } from '../output.ts';

export async function run(argv: readonly string[]): Promise<number> {
  const { values } = readArguments(argv, {}, 0);
  return withLibrary(values.library, async ({ api, url }) => {
    const [summary, jobs, tasks, mount, watched, index] = await Promise.all([
      api.library.summary.query(),
      api.jobs.list.query(),
      api.jobs.tasks.query(),
      api.mount.state.query(),
      api.library.watched.query(),
      api.library.index.query(),
    ]);
    if (values.json) {
      printJson({ ...summary, service: url, jobs, tasks, mount, watched, index });
      return 0;
    }
    printLines(
      table([
        ['Library', summary.library],
        ['Service', url ?? 'not running'],
        ['Mount', mountText(mount)],
        ['Folders', summary.folders.map(({ path }) => path).join(', ') || 'none yet: descant scan FOLDER'],
        ...watched.filter(({ state }) => state !== 'watched').map((root) => ['', `${root.path}: ${howWatched(root)}`]),
        [
          'Tracks',
          `${summary.tracks} in ${countOf(summary.albums, 'album')} by ${countOf(summary.artists, 'artist')}, ${formatDuration(summary.duration)}, ${formatBytes(summary.bytes)}`,
        ],
        ['Edited', countOf(summary.editedTracks, 'track')],
        ['Analysed', analysedText(summary)],
        ...indexLines(index).map((line, at) => [at === 0 ? 'Index' : '', line]),
        ['Unreadable', countOf(summary.errors, 'file')],
        ['Missing', countOf(summary.missing, 'file')],
        ...(summary.hidden + summary.trashed > 0
          ? [['Set aside', `${summary.hidden} hidden, ${summary.trashed} in the trash`]]
          : []),
        ...jobs
          .filter(({ state }) => state !== 'idle')
          .map(({ job, state, done, total }) => [job, `${state}, ${done} of ${total ?? '?'}`]),
        ...tasks.filter(({ state }) => state === 'running').map((task) => [task.task, taskText(task)]),
      ]),
    );
    return 0;
  });
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
