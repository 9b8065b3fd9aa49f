/**
 * Material for the report on lossy audio in lossless files: pieces that never met a lossy encoder, and copies of them
 * that did (`lossy-sets.ts`). Everything is made once, into a folder of `$CORPUS`, and never committed.
 */
import { existsSync, mkdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { makePieces } from './lossy-pieces.ts';
import type { MaterialSet } from './lossy-sets.ts';
import { complete, CORPUS, ffmpeg } from './make-file.ts';

/** A file of the report. */
export interface Material {
  readonly path: string;
  readonly piece: number;
  /** What was done to the piece: `original`, `mp3-320` … */
  readonly treatment: string;
  readonly lossy: boolean;
}

const FLAC_16 = ['-c:a', 'flac', '-sample_fmt', 's16'];
const FLAC_24 = ['-c:a', 'flac', '-sample_fmt', 's32'];

/** Makes what is missing. @returns all of it */
export async function lossyMaterial(set: MaterialSet, log: (line: string) => void): Promise<readonly Material[]> {
  const folder = join(CORPUS, set.folder);
  mkdirSync(join(folder, 'pieces'), { recursive: true });
  const pieces = await makePieces(folder, set.pieces);
  const all: Material[] = [];
  const jobs: (() => Promise<unknown>)[] = [];
  const add = (material: Material, make: (path: string) => Promise<unknown>): void => {
    all.push(material);
    if (!existsSync(material.path)) jobs.push(() => complete(material.path, make));
  };
  for (const [piece, source] of pieces.entries()) {
    const path = (treatment: string): string => join(folder, `${String(piece).padStart(3, '0')}-${treatment}.flac`);
    for (const [hard, [treatment, filter]] of Object.entries(set.harmless).entries()) {
      // Each piece as it is, and every piece with three of the hard cases.
      if (treatment !== 'original' && (hard + piece) % 3 !== 0) continue;
      const format = treatment === '24-bit' ? FLAC_24 : FLAC_16;
      add({ path: path(treatment), piece, treatment, lossy: false }, (to) =>
        ffmpeg('-i', source, '-af', filter, ...format, to),
      );
    }
    if (piece % 3 === set.vinyl.every) {
      add({ path: path('vinyl'), piece, treatment: 'vinyl', lossy: false }, (to) =>
        ffmpeg('-i', source, '-filter_complex', set.vinyl.filter, ...FLAC_16, to),
      );
    }
    for (const [treatment, [extension, ...options]] of Object.entries(set.encoders)) {
      add({ path: path(treatment), piece, treatment, lossy: true }, async (to) => {
        const encoded = `${to}.${extension}`;
        await ffmpeg('-i', source, ...options, encoded);
        const start = set.startOf(piece);
        const crop = start === 0 ? [] : ['-af', `atrim=start_sample=${start}`];
        // Every third decoded copy has 24 bits.
        await ffmpeg('-i', encoded, ...crop, ...(piece % 3 === 1 ? FLAC_24 : FLAC_16), to);
        await rm(encoded);
      });
    }
  }
  log(`${all.length} files, ${jobs.length} to make`);
  const worker = async (): Promise<void> => {
    for (let job = jobs.pop(); job !== undefined; job = jobs.pop()) await job();
  };
  await Promise.all([worker(), worker()]);
  return all;
}
