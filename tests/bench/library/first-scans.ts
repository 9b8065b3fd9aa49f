/**
 * First scans of the same files, each on a fresh library: by Descant, by Descant while a program walks through the
 * mount, and by mpd. They take turns for several rounds, so that what slows the machine for a while slows all of them;
 * what is told is the median of the rounds.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { startDescant, type RunningDescant } from './descant.ts';
import { cpuSeconds, percentile } from './measures.ts';
import { walkMount } from './mount-walker.ts';
import { startMpd } from './mpd.ts';
import { warm } from './warm.ts';

const ROUNDS = 3;

export interface FirstScan {
  readonly filesPerSecond: number;
  readonly scanCpuSeconds: number;
}

export interface FirstScans {
  readonly descant: FirstScan;
  /** Null without mpd. */
  readonly mpd: FirstScan | null;
  /** Of each round: how many times as long the scan takes while the mount is read; walks of all rounds. */
  readonly mounted: { readonly ratios: readonly number[]; readonly walks: number };
}

/** Seconds that one scan takes. */
interface Scan {
  readonly seconds: number;
  readonly cpu: number;
}

/**
 * @param music folder of the files
 * @param folder where the libraries are made and removed again
 */
export async function measureFirstScans(
  music: string,
  files: number,
  folder: string,
  hasMpd: boolean,
): Promise<FirstScans> {
  const [descant, mounted, mpd]: [Scan[], Scan[], Scan[]] = [[], [], []];
  let walks = 0;
  for (let round = 0; round < ROUNDS; round++) {
    descant.push(await inFresh(folder, music, (library) => scanByDescant(music, files, library)));
    const beside = await inFresh(folder, music, (library) => scanMounted(music, files, library));
    mounted.push(beside.scan);
    walks += beside.walks;
    if (hasMpd) mpd.push(await inFresh(folder, music, (library) => scanByMpd(music, files, library)));
  }
  const ratios = mounted.map(({ seconds }, round) => seconds / descant[round]!.seconds);
  return { descant: median(descant, files), mpd: hasMpd ? median(mpd, files) : null, mounted: { ratios, walks } };
}

async function inFresh<T>(folder: string, music: string, scan: (library: string) => Promise<T>): Promise<T> {
  // The system may have dropped some of the files since the last scan.
  warm(music);
  const library = join(folder, 'first-scan');
  mkdirSync(library);
  try {
    return await scan(library);
  } finally {
    rmSync(library, { recursive: true });
  }
}

async function scanByDescant(music: string, files: number, folder: string): Promise<Scan> {
  const service = await startDescant(folder);
  try {
    return await scanAll(service, music, files);
  } finally {
    await service.stop();
  }
}

/** Scans while a program walks through the mount of the library. */
async function scanMounted(
  music: string,
  files: number,
  folder: string,
): Promise<{ readonly scan: Scan; readonly walks: number }> {
  const mount = join(folder, 'mount');
  const service = await startDescant(folder, mount);
  const walker = walkMount(mount);
  try {
    return { scan: await scanAll(service, music, files), walks: await walker.stop() };
  } finally {
    await walker.stop();
    await service.stop();
  }
}

async function scanAll(service: RunningDescant, music: string, files: number): Promise<Scan> {
  const scan = await timed(service.pid, () => service.scan([music]));
  const { total } = await service.api.tracks.list.query({ query: '', limit: 0 });
  if (total !== files) throw new Error(`${files} files gave ${total} tracks`);
  return scan;
}

async function scanByMpd(music: string, files: number, folder: string): Promise<Scan> {
  const mpd = await startMpd(music, folder);
  try {
    const scan = await timed(mpd.pid, () => mpd.rescan());
    const songs = await mpd.songs();
    if (songs !== files) throw new Error(`${files} files gave mpd ${songs} songs`);
    return scan;
  } finally {
    await mpd.stop();
  }
}

async function timed(pid: number, scan: () => Promise<void>): Promise<Scan> {
  const cpuBefore = cpuSeconds(pid);
  const started = performance.now();
  await scan();
  return { seconds: (performance.now() - started) / 1000, cpu: cpuSeconds(pid) - cpuBefore };
}

function median(scans: readonly Scan[], files: number): FirstScan {
  return {
    filesPerSecond:
      files /
      percentile(
        scans.map(({ seconds }) => seconds),
        0.5,
      ),
    scanCpuSeconds: percentile(
      scans.map(({ cpu }) => cpu),
      0.5,
    ),
  };
}
