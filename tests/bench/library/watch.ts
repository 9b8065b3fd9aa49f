/** How long files take to show after they were put into a watched folder. */
import { copyFileSync, mkdirSync, readdirSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { RunningDescant } from './descant.ts';
import { percentile } from './measures.ts';

const SINGLE_FILES = 20;
const MANY_FILES = 10_000;
/** Between two looks at the number of tracks. */
const LOOK_MS = 5;

export interface WatchFigures {
  /** Milliseconds from the end of a file's copying until the library shows it. */
  readonly single: { readonly median: number; readonly most: number };
  /** Files of one folder, and seconds from the end of the last one's copying until all show. */
  readonly many: { readonly files: number; readonly seconds: number };
}

/** @param music a folder with files to copy */
export async function measureWatch(service: RunningDescant, music: string, folder: string): Promise<WatchFigures> {
  const incoming = join(folder, 'incoming');
  mkdirSync(incoming);
  await service.scan([incoming]);
  const sources = audioFiles(music, MANY_FILES);
  let expected = await tracks(service);
  const times: number[] = [];
  for (let i = 0; i < SINGLE_FILES; i++) {
    copyFileSync(
      sources[i % sources.length]!,
      join(incoming, `single ${i}.${extension(sources[i % sources.length]!)}`),
    );
    times.push(await shown(service, ++expected));
  }
  const many = join(incoming, 'many');
  mkdirSync(many);
  // Not in one go: the service closes connections that rest for seconds, which only a free event loop learns.
  for (const [i, source] of sources.entries()) await copyFile(source, join(many, `${i}.${extension(source)}`));
  const last = await shown(service, expected + sources.length);
  return {
    single: { median: percentile(times, 0.5), most: Math.max(...times) },
    many: { files: sources.length, seconds: last / 1000 },
  };
}

const extension = (path: string): string => path.slice(path.lastIndexOf('.') + 1);

function audioFiles(folder: string, most: number): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(flac|mp3|ogg|opus|m4a)$/.test(entry.name))
    .slice(0, most)
    .map((entry) => join(entry.parentPath, entry.name));
}

async function tracks({ api }: RunningDescant): Promise<number> {
  return (await api.tracks.list.query({ query: '', limit: 0 })).total;
}

/** @returns milliseconds until the library has `expected` tracks */
async function shown(service: RunningDescant, expected: number): Promise<number> {
  const started = performance.now();
  while ((await tracks(service)) < expected) await setTimeout(LOOK_MS);
  return performance.now() - started;
}
