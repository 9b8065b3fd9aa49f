/**
 * Debian's beets with the same tracks: `beet ls` is what people search their library with in a terminal.
 *
 * Importing files into it takes hours for 100 000 of them, so its own library stores what Descant has read of them
 * (`fill-beets.py`). A query is timed as a person waits for it, with the start of the program.
 */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { RunningDescant } from './descant.ts';

const FILL = fileURLToPath(new URL('fill-beets.py', import.meta.url));
/** Debian's own, which has what beets needs. */
const PYTHON = '/usr/bin/python3';
/** Tracks that are read and handed over at once. */
const PAGE = 500;

export interface Beets {
  /** Lists what a query finds. @returns seconds until `beet ls` has ended */
  list(query: string): Promise<number>;
}

/** A library of beets in the folder, with the tracks of the service. */
export async function fillBeets({ api }: RunningDescant, folder: string): Promise<Beets> {
  const home = join(folder, 'beets');
  mkdirSync(home);
  const database = join(home, 'library.db');
  writeFileSync(join(home, 'config.yaml'), `directory: /music\nlibrary: ${database}\n`);
  const child = spawn(PYTHON, [FILL, database, '/music'], { stdio: ['pipe', 'ignore', 'inherit'] });
  const ended = once(child, 'close');
  for (let offset = 0; ; offset += PAGE) {
    const { rows } = await api.tracks.list.query({ query: '', offset, limit: PAGE });
    for (const { id, title, artist, album, albumArtist, genre, year, trackNumber, duration, fileName } of rows) {
      const item = { path: `/music/${id}/${fileName}`, title, artist, album, albumartist: albumArtist, genre, year };
      const line = JSON.stringify({ ...item, track: trackNumber, length: duration });
      if (!child.stdin.write(`${line}\n`)) await once(child.stdin, 'drain');
    }
    if (rows.length < PAGE) break;
  }
  child.stdin.end();
  const [code] = (await ended) as [number | null];
  if (code !== 0) throw new Error(`beets took no tracks: ${PYTHON} ${FILL} ended with ${code}`);
  return {
    async list(query) {
      const started = performance.now();
      await promisify(execFile)('beet', ['ls', ...query.split(' ')], {
        env: { ...process.env, BEETSDIR: home },
        maxBuffer: Infinity,
      });
      return (performance.now() - started) / 1000;
    },
  };
}
