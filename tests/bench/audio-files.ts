/** Finds the music of a folder for the benches. */
import { readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

const EXTENSIONS = /\.(aiff?|flac|m4a|mp3|oga|ogg|opus|wav|wv)$/i;

/** Where `tests/corpus/dev-music` puts real music. */
export const DEV_MUSIC = join(process.env.CORPUS ?? join(homedir(), '.cache', 'descant-corpus'), 'dev');

/** Paths as bytes, sorted, so that every run sees the same order. Links are left out: they would be heard twice. */
export function audioFiles(folder: string): Buffer[] {
  const files: Buffer[] = [];
  const open = [Buffer.from(folder)];
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    for (const entry of readdirSync(path, { withFileTypes: true, encoding: 'buffer' })) {
      const child = Buffer.concat([path, Buffer.from('/'), entry.name]);
      if (entry.isDirectory()) open.push(child);
      else if (entry.isFile() && EXTENSIONS.test(entry.name.toString('latin1'))) files.push(child);
    }
  }
  return files.sort(Buffer.compare);
}
