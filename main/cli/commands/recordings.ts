/** `descant recordings`: lists recordings, shows one, merges several, splits tracks off, or disables an MBID. */
import type { ListedRecording, RecordingDetail, RecordingEdit } from '../../../app/model/recordings.ts';
import { readArguments, readNumber, refuseBeside, UsageError, withLibrary } from '../command-line.ts';
import type { Api } from '../connect.ts';
import { countOf, formatDuration, formatTime, printJson, printLines, table } from '../output.ts';

/** Recordings that one call gives. */
const PAGE = 1000;

export async function run(argv: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(argv, {
    limit: { type: 'string', default: '100' },
    several: { type: 'boolean', default: false },
    all: { type: 'boolean', default: false },
    enable: { type: 'boolean', default: false },
    'dry-run': { type: 'boolean', default: false },
  });
  const [first, ...rest] = positionals;
  const { json, 'dry-run': dryRun } = values;
  if (first === 'merge') {
    if (rest.length < 2) throw new UsageError('name two recordings or more, by their ids or gids');
    return withLibrary(values.library, async ({ api }) => {
      const edit = await api.recordings.merge.mutate({ recordings: rest, dryRun });
      if (json) printJson({ ...edit, dryRun });
      else printLines(mergeLines(edit, dryRun));
      return 0;
    });
  }
  if (first === 'split') {
    if (rest.length === 0) throw new UsageError('name the tracks that are to be another recording, by their ids');
    const tracks = rest.map((word) => readNumber('split', word, 1));
    return withLibrary(values.library, async ({ api }) => {
      const edit = await api.recordings.split.mutate({ tracks, dryRun });
      if (json) printJson({ ...edit, dryRun });
      else printLines(splitLines(edit, dryRun));
      return 0;
    });
  }
  if (first === 'mbid') {
    const [recording, mbid, ...more] = rest;
    if (recording === undefined || mbid === undefined || more.length > 0) {
      throw new UsageError('name a recording and the MusicBrainz id that does not belong to it');
    }
    return withLibrary(values.library, async ({ api }) => {
      const edit = await api.recordings.disableMbid.mutate({ recording, mbid, disabled: !values.enable, dryRun });
      if (json) printJson({ ...edit, dryRun });
      else {
        const state = edit.disabled ? 'disabled' : 'enabled';
        const is = dryRun ? 'would be' : edit.batch === null ? 'is already' : 'is now';
        printLines([`MBID ${edit.mbid} of recording ${edit.gid} ${is} ${state}`]);
      }
      return 0;
    });
  }
  if (dryRun) throw new UsageError('--dry-run belongs to recordings merge, split and mbid');
  if (rest.length > 0) throw new UsageError('name one recording, or merge, split or mbid');
  if (first !== undefined) {
    refuseBeside('a recording', { '--several': values.several, '--all': values.all });
    return withLibrary(values.library, async ({ api }) => {
      const detail = await api.recordings.get.query({ recording: first });
      if (json) printJson(detail);
      else printDetail(detail);
      return 0;
    });
  }
  const limit = readNumber('--limit', values.limit, 1, 1_000_000);
  const least = values.several ? 2 : values.all ? 0 : 1;
  return withLibrary(values.library, async ({ api }) => {
    const recordings = await listed(api, limit, least);
    if (json) printJson({ recordings });
    else {
      printLines(
        table(
          recordings.map(({ id, gid, tracks, artist, title }) => [
            String(id),
            gid,
            countOf(tracks.length, 'track'),
            [artist, title].filter(Boolean).join(' – '),
          ]),
        ),
      );
    }
    return 0;
  });
}

async function listed(api: Api, limit: number, least: number): Promise<ListedRecording[]> {
  const found: ListedRecording[] = [];
  for (let after: number | null = 0; after !== null && found.length < limit;) {
    const page: { recordings: readonly ListedRecording[]; next: number | null } = await api.recordings.list.query({
      after,
      limit: Math.min(PAGE, limit - found.length),
      least,
    });
    found.push(...page.recordings);
    after = page.next;
  }
  return found;
}

function mergeLines({ id, gid, from, tracks, evidence }: RecordingEdit, dryRun: boolean): string[] {
  if (from.length === 0) return [`these are one recording already: ${id} (${gid})`];
  return [
    `${countOf(from.length, 'recording')} with ${countOf(tracks.length, 'track')} ${dryRun ? 'would be' : 'are now'} part of recording ${id} (${gid})`,
    `Known of them: ${evidence}.`,
  ];
}

function splitLines({ id, gid, from, tracks, evidence }: RecordingEdit, dryRun: boolean): string[] {
  const what = countOf(tracks.length, 'track');
  return [
    dryRun
      ? `${what} would be taken out of recording ${from[0]}`
      : `${what} taken out of recording ${from[0]} into recording ${id} (${gid})`,
    `Known of them: ${evidence}.`,
  ];
}

function printDetail(detail: RecordingDetail): void {
  const { id, gid, merged, tracks, fingerprints, mbids, metadata, foreignIds, changes } = detail;
  printLines([`Recording ${id}: ${gid}`, ...merged.map((old) => `  also ${old}, which was merged into it`)]);
  printLines(
    table(
      tracks.map((track) => [
        `  track ${track.id}`,
        track.kind,
        formatDuration(track.duration),
        [track.artist, track.title].filter(Boolean).join(' – '),
        track.why ?? '',
        track.path,
      ]),
    ),
  );
  const times = (submissions: number): string => countOf(submissions, 'submission');
  printLines([
    ...fingerprints.map(({ duration, format, submissions }) =>
      ['  fingerprint', formatDuration(duration), format ?? '', times(submissions)].filter(Boolean).join(' '),
    ),
    ...mbids.map(
      ({ mbid, disabled, submissions }) => `  MBID ${mbid}${disabled ? ' (disabled)' : ''} ${times(submissions)}`,
    ),
    ...metadata.map(
      ({ track, artist, album, submissions }) =>
        `  told: ${[artist, track, album].filter(Boolean).join(' – ')} ${times(submissions)}`,
    ),
    ...foreignIds.map(({ vendor, foreignId, submissions }) => `  ${vendor} ${foreignId} ${times(submissions)}`),
    ...changes
      // A merge or a split is a change of each of its tracks, too.
      .filter(({ note, batch }, at) => note !== changes[at - 1]?.note || batch !== changes[at - 1]?.batch)
      .map(({ at, note, batch }) => `  ${formatTime(at)}  ${note}${batch === null ? '' : ` (batch ${batch})`}`),
  ]);
}
