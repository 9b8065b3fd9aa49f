/** Dumps in lines for people. */
import type { DumpEstimate, DumpKind, DumpProgress, DumpSummary } from '../../app/model/dumps.ts';
import { countOf, formatBytes, formatDuration, formatTime, table } from './output.ts';

const KINDS: Readonly<Record<DumpKind, string>> = {
  track: 'AcoustIDs',
  meta: 'descriptions',
  fingerprint: 'fingerprints',
  track_fingerprint: 'fingerprints of AcoustIDs',
  track_mbid: 'recordings of AcoustIDs',
  track_meta: 'descriptions of AcoustIDs',
  release: 'releases',
  recording: 'recordings',
};

type Rows = Readonly<Partial<Record<DumpKind, number>>>;

function rowLines(rows: Rows): string[] {
  const entries = Object.entries(rows).filter(([, count]) => count > 0);
  return table(entries.map(([kind, count]) => [`  ${KINDS[kind as DumpKind]}`, String(count)]));
}

function sum(rows: Rows): number {
  return Object.values(rows).reduce((total, count) => total + count, 0);
}

export function estimateLines({
  files,
  inputBytes,
  rows,
  seconds,
  bytes,
  free,
  known,
  ignored,
}: DumpEstimate): string[] {
  return [
    ...(files > 0
      ? [
          `${countOf(files, 'file')}, ${formatBytes(inputBytes)}: about ${countOf(sum(rows), 'row')}, ${formatBytes(bytes)} on the disk (${formatBytes(free)} free), ${formatDuration(seconds)}`,
        ]
      : []),
    ...(known > 0 ? [`${countOf(known, 'file')} added before`] : []),
    ...(ignored.length > 0 ? [`not needed: ${ignored.slice(0, 5).join(', ')}${ignored.length > 5 ? ' …' : ''}`] : []),
  ];
}

/** The one line that a terminal shows while dumps are read. */
export function progressLine({ file, done, total, rows, repeated }: DumpProgress): string {
  if (file === null) return 'dumps: looking at the files';
  const percent = total === 0 ? 100 : Math.floor((100 * done) / total);
  return `dumps: ${percent} %, ${countOf(sum(rows) + repeated, 'row')}, ${file}`;
}

export function addedLines({ rows, repeated, refused, problems, damaged, filesDone }: DumpProgress): string[] {
  return [
    `${countOf(filesDone, 'file')} read: ${countOf(sum(rows), 'new row')}${repeated > 0 ? `, ${repeated} that were there` : ''}`,
    ...rowLines(rows),
    ...(refused > 0 ? [`${countOf(refused, 'line')} not taken:`] : []),
    ...problems.map(({ file, line, reason }) => `  ${file}, line ${line}: ${reason}`),
    ...(refused > problems.length && problems.length > 0 ? [`  … and ${refused - problems.length} more`] : []),
    ...(damaged > 0 ? [`${countOf(damaged, 'file')} damaged: what is before the damage was read`] : []),
  ];
}

export function summaryLines({ folder, isThere, rows, bytes, newest, files, shown }: DumpSummary): string[] {
  if (!isThere) {
    return [
      'no dumps were read; descant dumps add FILE reads the lists of data.acoustid.org and release.tar.xz of MusicBrainz',
    ];
  }
  const open = shown.filter(({ state }) => state !== 'done');
  return [
    `${countOf(files, 'file')}${newest === null ? '' : ` up to ${newest}`}, ${formatBytes(bytes)} in ${folder}`,
    ...rowLines(rows),
    ...table(
      open.map(({ name, state, lines, at }) => [
        `  ${name}`,
        state === 'damaged' ? 'damaged' : 'not read to its end',
        countOf(lines, 'line'),
        formatTime(at),
      ]),
    ),
  ];
}
