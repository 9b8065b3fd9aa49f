/**
 * The index with real fingerprints, whose hashes are skewed: every window of 120 hashes of every track in a folder is a
 * document, so most hashes are in more than a hundred documents, and those of held notes and silence in thousands.
 * Checks searches against brute force. Needs Chromaprint's `fpcalc`.
 */

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openIndex } from '../../index-engine/index.ts';
import type { SearchResult } from '../../index-engine/index.ts';
import { mix32 } from './fingerprint-workload.ts';
import { FPCALC, needMusic, needPrograms } from './requirements.ts';

const WINDOW = 120;
const SILENCE = 627_964_279;
const BATCH = 1000;
const CHECKED_BY_BRUTE_FORCE = 100;
const AUDIO = /\.(ogg|opus|mp3|flac|wav|m4a)$/i;

/** The items of a track's whole fingerprint, silence left out, without their four noisiest bits. */
function fingerprint(path: string): Uint32Array {
  // It complains about the end of some files but has the fingerprint all the same.
  const { stdout } = spawnSync('fpcalc', ['-raw', '-json', '-length', '0', path], { maxBuffer: 1 << 28 });
  if (!stdout.includes('fingerprint')) return new Uint32Array();
  const { fingerprint: items } = JSON.parse(stdout.toString()) as { fingerprint: number[] };
  return Uint32Array.from(items.filter((item) => item !== SILENCE)).map((item) => item & 0xfffffff0);
}

/** All windows of so many distinct items. */
function windows(items: Uint32Array): Uint32Array[] {
  const found: Uint32Array[] = [];
  for (let start = 0; start + WINDOW <= items.length; start++) {
    const distinct = new Set<number>();
    for (let i = start; i < items.length && distinct.size < WINDOW; i++) distinct.add(items[i]!);
    found.push(Uint32Array.from(distinct));
  }
  return found;
}

/** The fingerprints of all tracks; computed once and kept in a file. */
function allItems(folder: string, cache: string): Uint32Array[] {
  try {
    return (JSON.parse(readFileSync(cache, 'utf8')) as number[][]).map((items) => Uint32Array.from(items));
  } catch {
    const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((path) => AUDIO.test(path))
      .toSorted();
    const items = paths.map((path) => fingerprint(join(folder, path)));
    writeFileSync(cache, JSON.stringify(items.map((track) => [...track])));
    return items;
  }
}

/** A window of which 30 % is replaced by hashes of another one: noise as skewed as the music. */
function query(documents: readonly Uint32Array[], number: number): Uint32Array {
  const from = documents[mix32(number) % documents.length]!;
  const noise = documents[mix32(number + 1_000_000) % documents.length]!;
  return from.map((hash, i) => (mix32(number * 7919 + i) % 100 < 30 ? (noise[i] ?? hash) : hash));
}

/** The same by looking at every document. */
function bruteForce(documents: readonly Uint32Array[], hashes: Uint32Array): SearchResult[] {
  const asked = new Set(hashes);
  const minScore = Math.floor((hashes.length + 19) / 20);
  const results: SearchResult[] = [];
  documents.forEach((document, i) => {
    let score = 0;
    for (const hash of document) if (asked.has(hash)) score++;
    if (score >= minScore) results.push({ id: i + 1, score });
  });
  results.sort((a, b) => b.score - a.score || a.id - b.id);
  return results.filter(({ score }) => score * 10 >= results[0]!.score).slice(0, 40);
}

/** Measures and prints. `searches`: how many are timed. */
export async function benchMusic(folder: string, searches: number): Promise<void> {
  needMusic(folder, 'npm run bench:index -- --music FOLDER');
  await needPrograms(FPCALC);
  const root = mkdtempSync(join(tmpdir(), 'bench-music-'));
  try {
    const documents = allItems(folder, join(tmpdir(), `fingerprints-${folder.replaceAll('/', '_')}.json`)).flatMap(
      windows,
    );
    const postings = documents.reduce((sum, document) => sum + document.length, 0);
    const uses = new Map<number, number>();
    for (const document of documents) for (const hash of document) uses.set(hash, (uses.get(hash) ?? 0) + 1);
    const most = [...uses.values()].reduce((a, b) => Math.max(a, b), 0);
    console.log(
      `${documents.length} windows of real music, ${postings} postings, ${uses.size} distinct hashes, the most common one in ${most} documents`,
    );

    const index = await openIndex(join(root, 'index'));
    let taken = 0;
    for (let first = 0; first < documents.length; first += BATCH) {
      const batch = documents
        .slice(first, first + BATCH)
        .map((hashes, i) => ({ type: 'insert' as const, id: first + i + 1, hashes }));
      const start = performance.now();
      await index.update(batch);
      taken += performance.now() - start;
    }
    console.log(`ingest, documents/s: ${Math.round(documents.length / (taken / 1000))}`);
    await index.settle();
    const bytes = (await index.segments()).reduce((sum, segment) => sum + segment.bytes, 0);
    console.log(`disk, bytes per posting: ${(bytes / postings).toFixed(3)}`);

    const before = await index.statistics();
    const times: number[] = [];
    const cpuStart = process.cpuUsage();
    const queries = Array.from({ length: searches }, (_, i) => query(documents, i));
    for (const hashes of queries) {
      const start = performance.now();
      await index.search(hashes, { timeout: 10_000 });
      times.push(performance.now() - start);
    }
    const cpu = process.cpuUsage(cpuStart);
    const after = await index.statistics();
    times.sort((a, b) => a - b);
    console.log(`processor time per search, ms: ${((cpu.user + cpu.system) / 1000 / searches).toFixed(3)}`);
    console.log(
      `search p50 / p99, ms: ${times[searches >> 1]!.toFixed(3)} / ${times[Math.floor(searches * 0.99)]!.toFixed(3)}`,
    );
    console.log(
      `postings counted per search: ${Math.round((after.postingsCounted - before.postingsCounted) / searches)}`,
    );

    let wrong = 0;
    for (const hashes of queries.slice(0, CHECKED_BY_BRUTE_FORCE)) {
      const found = await index.search(hashes, { timeout: 10_000 });
      if (JSON.stringify(found) !== JSON.stringify(bruteForce(documents, hashes))) wrong++;
    }
    console.log(`searches that differ from brute force: ${wrong} of ${CHECKED_BY_BRUTE_FORCE}`);
    await index.close();
    if (wrong > 0) process.exitCode = 1;
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
