/**
 * What a look-up costs where many tracks are indexed: clips of some seconds, and whole tracks. Most tracks are generated;
 * each differs from item to item as music does. Some are real, as far as there is music: they tell the postings of a
 * track, because generated ones never have an item twice.
 *
 * Times are of one look-up after the other: the search of the index, and the alignment of its candidates. CPU is that of
 * all threads, so it holds on a busy machine, too.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openIndex, type EmbeddedIndex } from '../../index-engine/index.ts';
import { itemCount, ITEM_SECONDS } from '../../app/audio/chromaprint/fingerprinter.ts';
import { ffmpegDecoder } from '../../app/audio/ffmpeg-decoder.ts';
import { fingerprintFile } from '../../app/audio/fingerprint-file.ts';
import { clipHashes, documentHashes } from '../../app/recognition/index-hashes.ts';
import { compareSounds } from '../../app/recognition/match-sounds.ts';
import { LOOKUP_SEARCH } from '../../app/recognition/recognition.ts';
import { row, share } from './heard-library.ts';
import { realPieces } from './variants.ts';

/** Items of a generated track: three and a half minutes. */
const ITEMS = 1690;
const BATCH = 2000;
/** Real tracks at most, and their seconds at least. */
const REAL = { most: 60, shortest: 60 };
/** Seconds of a clip; null for whole tracks. */
const LENGTHS = [5, 10, 15, 30, null];
/** Look-ups of each length; the first ones have the threads compile their code. */
const [LOOKUPS, WARM_UP] = [120, 20];

export async function reportQueries(count: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'descant-queries-'));
  const index = await openIndex(folder);
  try {
    const real = await realSounds();
    const soundOf = (id: number): Uint32Array => real[id - 1] ?? generated(id);
    await fill(index, real, count);
    const segments = await index.segments();
    const bytes = segments.reduce((sum, segment) => sum + segment.bytes, 0);
    const postings = real.map((items) => documentHashes(items).length);
    const minutes = real.reduce((sum, { length }) => sum + length, 0) * (ITEM_SECONDS / 60);
    console.log(`## Look-ups among ${count} tracks, ${real.length} of them real\n`);
    console.log(
      `Postings: ${(postings.reduce((sum, one) => sum + one, 0) / minutes).toFixed(0)} a minute of real music, ${ITEMS / 2} for a generated track; ${(bytes / 2 ** 20).toFixed(0)} MB in ${segments.length} segments\n`,
    );
    console.log(row('seconds', 'hashes', 'postings read', 'ms p50', 'ms p95', 'CPU ms', 'alignment ms', 'found first'));
    console.log(row('---', '---', '---', '---', '---', '---', '---', '---'));
    for (const seconds of LENGTHS) console.log(await measured(index, seconds, count, soundOf));
    console.log(`\nMemory: ${(process.memoryUsage.rss() / 2 ** 20).toFixed(0)} MB\n`);
  } finally {
    await index.close();
    rmSync(folder, { recursive: true });
  }
}

async function measured(
  index: EmbeddedIndex,
  seconds: number | null,
  count: number,
  soundOf: (id: number) => Uint32Array,
): Promise<string> {
  const random = bitsFrom(seconds ?? 1000);
  const times: number[] = [];
  let [hashes, found, aligning, cpu, postings] = [0, 0, 0, 0, 0];
  for (let lookup = 0; lookup < LOOKUPS; lookup += 1) {
    const id = 1 + (random() % count);
    const clip = changed(stretchOf(soundOf(id), seconds, random), random);
    const isMeasured = lookup >= WARM_UP;
    const before = (await index.statistics()).postingsCounted;
    const [usage, start] = [process.cpuUsage(), performance.now()];
    const asked = clipHashes(clip);
    const candidates = await index.search(asked, LOOKUP_SEARCH);
    const searched = performance.now();
    const { user, system } = process.cpuUsage(usage);
    const sounds = candidates.map((one) => [one.id, soundOf(one.id)] as const);
    const generatedAt = performance.now();
    const best = sounds
      .map(([one, items]) => [one, compareSounds(clip, items).match] as const)
      .filter(([, match]) => match !== null && match.kind !== 'related')
      .toSorted(([, a], [, b]) => b!.length * b!.score - a!.length * a!.score)[0];
    if (!isMeasured) continue;
    aligning += performance.now() - generatedAt;
    times.push(searched - start);
    cpu += (user + system) / 1000;
    hashes += asked.length;
    postings += (await index.statistics()).postingsCounted - before;
    if (best?.[0] === id) found += 1;
  }
  const sorted = times.toSorted((a, b) => a - b);
  const at = (part: number): string => sorted[Math.floor(part * (sorted.length - 1))]!.toFixed(1);
  const each = (sum: number, digits = 0): string => (sum / times.length).toFixed(digits);
  return row(
    seconds ?? 'whole',
    each(hashes),
    each(postings),
    at(0.5),
    at(0.95),
    each(cpu, 1),
    each(aligning, 1),
    share(found, times.length),
  );
}

async function fill(index: EmbeddedIndex, real: readonly Uint32Array[], count: number): Promise<void> {
  for (let from = 1; from <= count; from += BATCH) {
    const documents = Array.from({ length: Math.min(BATCH, count - from + 1) }, (_, at) => {
      const id = from + at;
      const sound = real[id - 1];
      return {
        type: 'insert',
        id,
        hashes: sound === undefined ? hashesOf(generated(id)) : documentHashes(sound),
      } as const;
    });
    await index.update(documents);
    process.stderr.write(`\rindexed: ${from + documents.length - 1} of ${count} `);
  }
  await index.settle();
  process.stderr.write('\n');
}

/** As `documentHashes`; generated tracks have hardly an item twice. */
function hashesOf(items: Uint32Array): Uint32Array {
  return Uint32Array.from({ length: items.length >> 1 }, (_, at) => (items[2 * at]! & 0xfffffff0) >>> 0);
}

async function realSounds(): Promise<Uint32Array[]> {
  const paths = await realPieces(REAL.most, REAL.shortest);
  return paths.map((path) => fingerprintFile(ffmpegDecoder, Buffer.from(path), 0).items);
}

/** Each item differs from the one before in an eighth of its bits; the same for the same id. */
function generated(id: number): Uint32Array {
  const bits = bitsFrom(id);
  const items = new Uint32Array(ITEMS);
  let item = bits();
  for (let at = 0; at < ITEMS; at += 1) items[at] = item = (item ^ (bits() & bits() & bits())) >>> 0;
  return items;
}

/** 32-bit numbers (Marsaglia, "Xorshift RNGs"). */
function bitsFrom(seed: number): () => number {
  let state = Math.imul(seed, 0x9e3779b1) ^ 0x5bd1e995;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
}

/** Of a copy at a low rate: a thirty-second of the bits differ. */
function changed(sound: Uint32Array, bits: () => number): Uint32Array {
  return sound.map((item) => (item ^ (bits() & bits() & bits() & bits() & bits())) >>> 0);
}

function stretchOf(sound: Uint32Array, seconds: number | null, random: () => number): Uint32Array {
  if (seconds === null) return sound;
  const length = itemCount(seconds);
  const start = random() % Math.max(1, sound.length - length);
  return sound.subarray(start, start + length);
}
