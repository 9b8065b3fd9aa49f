/**
 * How good and how quick "more like this" is.
 *
 *     npm run bench:similarity -- [FOLDER]
 *
 * Quality: every tagged track of the folder (real music by default) asks for its five nearest of all the others; what
 * share of them is by the same artist, or from the same album (P@5, and the mean average precision over all ranks).
 * Beside it what chance would give, and the albums once more without neighbours of the same artist.
 * Speed: the store over clustered vectors, as music is; written, opened again and asked.
 */
import { closeSync, fstatSync, mkdtempSync, openSync, readSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';

import { openAnalysisPool } from '../../app/analysis/pool.ts';
import { seededRandom } from '../../app/audio/test-signals.ts';
import { EMBEDDER } from '../../app/similarity/embedding.ts';
import { openVectorStore } from '../../app/similarity/vector-store.ts';
import { readLayout } from '../../fuse/formats/read-layout.ts';
import { DEV_MUSIC } from './audio-files.ts';
import { benchArguments } from './arguments.ts';
import { needMusic } from './requirements.ts';

const SHORTEST_SECONDS = 30;
const BATCH = 5000;
const QUERIES = 100;

interface Track {
  readonly artist: string;
  readonly album: string;
  readonly vector: Float32Array;
}

function readTags(path: Buffer): { artist: string; album: string } {
  const file = openSync(path, 'r');
  try {
    const read = (position: number, length: number): Uint8Array => {
      const buffer = Buffer.alloc(length);
      return buffer.subarray(0, readSync(file, buffer, 0, length, position));
    };
    const tags = readLayout({ size: fstatSync(file).size, read })?.tags;
    return { artist: tags?.artist?.[0] ?? '', album: tags?.album?.[0] ?? '' };
  } finally {
    closeSync(file);
  }
}

async function analyse(folder: string): Promise<Track[]> {
  const pool = openAnalysisPool({
    size: availableParallelism(),
    program: new URL('../../main/analysis.ts', import.meta.url),
  });
  const results = await Promise.allSettled(
    needMusic(folder, 'npm run bench:similarity -- FOLDER').map(async (path) => ({
      path,
      analysis: await pool.analyse(path),
    })),
  );
  await pool.close();
  return results.flatMap((result) => {
    if (result.status === 'rejected' || result.value.analysis.duration < SHORTEST_SECONDS) return [];
    return [{ ...readTags(result.value.path), vector: result.value.analysis.embedding }];
  });
}

function dot(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, i) => sum + value * b[i]!, 0);
}

/** Precision of the five nearest, mean average precision, and the precision of five drawn by lot. */
function precision(
  tracks: readonly Track[],
  same: (a: Track, b: Track) => boolean,
  candidate: (a: Track, b: Track) => boolean,
) {
  let [queries, five, average, chance] = [0, 0, 0, 0];
  for (const track of tracks) {
    const others = tracks.filter((other) => other !== track && candidate(track, other));
    const relevant = others.filter((other) => same(track, other)).length;
    if (relevant === 0) continue;
    const ranked = others
      .map((other) => ({ hit: same(track, other), score: dot(track.vector, other.vector) }))
      .sort((a, b) => b.score - a.score);
    queries += 1;
    five += ranked.slice(0, 5).filter(({ hit }) => hit).length / 5;
    chance += relevant / others.length;
    let hits = 0;
    let sum = 0;
    for (const [rank, { hit }] of ranked.entries()) {
      if (!hit) continue;
      hits += 1;
      sum += hits / (rank + 1);
    }
    average += sum / relevant;
  }
  return { queries, five: five / queries, average: average / queries, chance: chance / queries };
}

function report(name: string, { queries, five, average, chance }: ReturnType<typeof precision>): void {
  console.log(
    `${name.padEnd(34)} P@5 ${five.toFixed(3)}   MAP ${average.toFixed(3)}   chance ${chance.toFixed(3)}   (${queries} queries)`,
  );
}

/** Vectors around centres, as tracks gather around styles. */
function* clusteredVectors(count: number): Generator<Float32Array> {
  const random = seededRandom(count);
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const centres = Array.from({ length: 200 }, () => Float32Array.from({ length: EMBEDDER.dimension }, normal));
  for (let i = 0; i < count; i += 1) {
    const centre = centres[Math.floor(random() * centres.length)]!;
    yield centre.map((value) => value + 0.6 * normal());
  }
}

async function timeStore(count: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'descant-bench-vectors-'));
  try {
    let store = await openVectorStore(folder);
    const began = performance.now();
    let rows: { fileId: number; vector: Float32Array }[] = [];
    let fileId = 0;
    for (const vector of clusteredVectors(count)) {
      rows.push({ fileId: (fileId += 1), vector });
      if (rows.length === BATCH || fileId === count) {
        await store.put(rows);
        rows = [];
      }
    }
    await store.close();
    const written = performance.now() - began;
    const reopened = performance.now();
    store = await openVectorStore(folder);
    const opening = performance.now() - reopened;
    const times: number[] = [];
    for (let query = 0; query < QUERIES; query += 1) {
      const asked = performance.now();
      await store.neighbours(1 + ((query * 7919) % count), { limit: 20 });
      times.push(performance.now() - asked);
    }
    times.sort((a, b) => a - b);
    await store.close();
    console.log(
      `${String(count).padStart(7)} vectors: query ${times[QUERIES / 2]!.toFixed(2)} ms median, ${times[Math.floor(QUERIES * 0.95)]!.toFixed(2)} ms p95; ` +
        `written in ${(written / 1000).toFixed(1)} s, opened in ${(opening / 1000).toFixed(2)} s`,
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const { positionals } = benchArguments('npm run bench:similarity -- [FOLDER]', {}, 1);
const folder = positionals[0] ?? DEV_MUSIC;
const tracks = await analyse(folder);
console.log(`${EMBEDDER.id} on ${tracks.length} tracks of ${folder}`);
const anyone = (): boolean => true;
const sameArtist = (a: Track, b: Track): boolean => a.artist !== '' && a.artist === b.artist;
const sameAlbum = (a: Track, b: Track): boolean => a.album !== '' && a.album === b.album;
report('artist', precision(tracks, sameArtist, anyone));
report('album', precision(tracks, sameAlbum, anyone));
report(
  'album, other artists only',
  precision(tracks, sameAlbum, (a, b) => !sameArtist(a, b)),
);
for (const count of [10_000, 100_000]) await timeStore(count);
