/**
 * `npm run bench:library -- [--files 10000 | --tracks 10000]`: how fast a library of many files is scanned, scanned
 * again and searched, and what it costs, beside Debian's mpd on the same files; searches also beside Debian's beets.
 *
 * Both read files that lie in the page cache; both answer over a socket on this machine. The
 * service runs as `npm start` runs it, but without analysing audio.
 */
import { rmSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureDebianPackages, installCommand } from '../../main/setup/debian-packages.mjs';
import { createTerminal } from '../../main/setup/terminal.mjs';
import { benchArguments, count } from './arguments.ts';
import { measureActions, type ActionFigures } from './library/actions.ts';
import { fillBeets } from './library/beets.ts';
import { startDescant, type RunningDescant } from './library/descant.ts';
import { measureFirstScans, type FirstScan } from './library/first-scans.ts';
import { manyTracks } from './library/many-tracks.ts';
import { keystrokes, memory, percentile, timeEach } from './library/measures.ts';
import { startMpd, type RunningMpd } from './library/mpd.ts';
import {
  measureBeets,
  measureMpdQueries,
  measureQueries,
  printEachQuery,
  printQueries,
  type QueryFigures,
} from './library/queries.ts';
import { measureStart } from './library/start.ts';
import { measureWatch, type WatchFigures } from './library/watch.ts';
import { warm } from './library/warm.ts';
import { end } from './requirements.ts';

const WORDS = ['Ash', 'Harbour', 'Lantern', 'Zephyr', 'Quarry', 'Søster', 'Ночь', 'Electronic', 'Night', 'Willow'];
/** Rows on a screen. */
const PAGE = 60;
const RESCANS = 5;
/** Tracks that an action changes. */
const ACTED_ON = 10_000;
const NEEDED = [
  { name: 'ffmpeg', program: 'ffmpeg' },
  { name: 'python3', program: 'python3' },
  { name: 'mpd', program: 'mpd' },
  { name: 'beets', program: 'beet' },
];

interface Figures {
  /** Seconds, the median of several. */
  readonly rescan: number;
  /** Milliseconds. */
  readonly searchMedian: number;
  readonly search95: number;
  /** MB. */
  readonly memory: number;
  readonly peakMemory: number;
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}

async function rescans(scan: () => Promise<void>): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < RESCANS; run++) times.push(await seconds(scan));
  return percentile(times, 0.5);
}

interface Measured {
  readonly figures: Figures;
  readonly queries: QueryFigures;
  readonly watch: WatchFigures;
  readonly actions: ActionFigures;
  /** Query → seconds of `beet ls`; null without beets. */
  readonly beets: ReadonlyMap<string, number> | null;
}

async function measureDescant(music: string, folder: string, hasBeets: boolean): Promise<Measured> {
  const service: RunningDescant = await startDescant(folder);
  try {
    await service.scan([music]);
    const rescan = await rescans(() => service.scan([]));
    const search = await timeEach(keystrokes(WORDS), (query) => service.api.tracks.list.query({ query, limit: PAGE }));
    const queries = await measureQueries(service);
    const actions = await measureActions(service, ACTED_ON);
    // Edits of many tracks need the most of it.
    const { now, peak } = memory(service.pid);
    const figures = {
      rescan,
      searchMedian: percentile(search, 0.5),
      search95: percentile(search, 0.95),
      memory: now,
      peakMemory: peak,
    };
    const beets = hasBeets ? await measureBeets(await fillBeets(service, folder)) : null;
    return { figures, queries, actions, beets, watch: await measureWatch(service, music, folder) };
  } finally {
    await service.stop();
  }
}

async function measureMpd(
  music: string,
  folder: string,
): Promise<Figures & { readonly queries: ReadonlyMap<string, number> }> {
  const mpd: RunningMpd = await startMpd(music, folder);
  try {
    await mpd.rescan();
    const rescan = await rescans(() => mpd.rescan());
    const search = await timeEach(keystrokes(WORDS), (text) => mpd.search(text, PAGE));
    const { now, peak } = memory(mpd.pid);
    return {
      queries: await measureMpdQueries(mpd),
      rescan,
      searchMedian: percentile(search, 0.5),
      search95: percentile(search, 0.95),
      memory: now,
      peakMemory: peak,
    };
  } finally {
    await mpd.stop();
  }
}

function print(ours: FirstScan & Figures, theirs: (FirstScan & Figures) | null): void {
  const rows: [name: string, of: keyof (FirstScan & Figures), digits: number, goal: string, higherIsBetter: boolean][] =
    [
      ['first scan, files/s', 'filesPerSecond', 0, '≥ 3 × mpd', true],
      ['first scan, CPU s', 'scanCpuSeconds', 2, '', false],
      ['unchanged rescan, s', 'rescan', 3, '≤ mpd', false],
      ['search as you type, p50 ms', 'searchMedian', 1, '', false],
      ['search as you type, p95 ms', 'search95', 1, '≤ 50', false],
      ['memory after, MB', 'memory', 0, '≤ 400', false],
      ['memory at most, MB', 'peakMemory', 0, '≤ 400', false],
    ];
  const line = (...cells: string[]): void =>
    console.log(cells.map((cell, index) => (index === 0 ? cell.padEnd(28) : cell.padStart(12))).join(''));
  line('', 'Descant', 'goal', 'mpd', 'ratio');
  for (const [name, of, digits, goal, higherIsBetter] of rows) {
    const other = theirs?.[of];
    const ratio = other === undefined ? '' : `${(higherIsBetter ? ours[of] / other : other / ours[of]).toFixed(2)}×`;
    line(name, ours[of].toFixed(digits), goal, other?.toFixed(digits) ?? '', ratio);
  }
  console.log('\nRatio: above 1 Descant is better, below 1 mpd is.');
}

const USAGE = 'npm run bench:library -- [--files 10000 | --tracks 10000]';
const { values } = benchArguments(USAGE, { files: { type: 'string' }, tracks: { type: 'string' } });
const [option, given] = values.tracks === undefined ? ['--files', values.files] : ['--tracks', values.tracks];
const wanted = count(option, given ?? '10000', USAGE);
const missing = await ensureDebianPackages(NEEDED, createTerminal(process.stdout));
if (missing.includes('ffmpeg') || missing.includes('python3')) {
  end(`The files are made with ffmpeg and python3. To get what is missing: ${installCommand(missing)}`);
}
const music = manyTracks(wanted);
const files = warm(music);
const folder = mkdtempSync(join(tmpdir(), 'descant-bench-'));
try {
  console.log(`${files} files in ${music}, ${keystrokes(WORDS).length} keystrokes\n`);
  // A start after the first one finds all code compiled.
  await (await startDescant(mkdtempSync(join(folder, 'compiled-')))).stop();
  const scans = await measureFirstScans(music, files, folder, !missing.includes('mpd'));
  const { figures, queries, watch, actions, beets } = await measureDescant(music, folder, !missing.includes('beets'));
  const start = await measureStart(folder, PAGE);
  const theirs = missing.includes('mpd') ? null : await measureMpd(music, folder);
  print({ ...scans.descant, ...figures }, scans.mpd === null || theirs === null ? null : { ...scans.mpd, ...theirs });
  printQueries(queries);
  printEachQuery(queries, beets, theirs?.queries ?? null);
  const { ratios, walks } = scans.mounted;
  console.log(
    `\nA first scan while a program walks through the mount takes ${percentile(ratios, 0.5).toFixed(2)} times as long ` +
      `as without (${ratios.map((ratio) => ratio.toFixed(2)).join(', ')}; ${walks} walks; goal ≤ 1.3)`,
  );
  console.log(`The service starts and lists ${PAGE} of ${files} tracks in ${start.toFixed(2)} s (goal ≤ 1.5)`);
  console.log(
    `A new file shows after ${watch.single.median.toFixed(0)} ms (at most ${watch.single.most.toFixed(0)} ms, goal ≤ 2000); ` +
      `${watch.many.files} at once all show ${watch.many.seconds.toFixed(1)} s after the last one`,
  );
  console.log(
    `An edit of a field of ${actions.tracks} tracks takes ${actions.edit.toFixed(2)} s, ` +
      `its undo ${actions.undoneEdit.toFixed(2)} s (goal ≤ 1 together)`,
  );
  console.log(
    `An action on two fields of them is previewed in ${actions.preview.toFixed(2)} s (goal ≤ 1), ` +
      `takes ${actions.action.toFixed(2)} s and is undone in ${actions.undoneAction.toFixed(2)} s`,
  );
  if (beets === null) console.log(`beets is not here to compare with. To get it: ${installCommand(missing)}`);
  if (theirs === null) console.log(`mpd is not here to compare with. To get it: ${installCommand(missing)}`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
