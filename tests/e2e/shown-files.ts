/** Files that the states of `shown-states.ts` show to the page: a piece of a track, another program's library, a dump. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { testUuid, writeDump } from '../../app/dumps/testing-dumps.ts';

export interface ShownFiles {
  /** A piece of a track of the library. */
  readonly clip: string;
  /** A library of Rhythmbox, with tracks that this one does not have. */
  readonly otherLibrary: string;
  /** A folder with a published dump. */
  readonly dumps: string;
}

const DUMP_ROWS = 20_000;

/** @param music what `makeShowMusic` has filled @param folder is made, and filled with the files */
export function makeShownFiles(music: string, folder: string): ShownFiles {
  const clip = join(folder, 'Heard on the radio.opus');
  const otherLibrary = join(folder, 'rhythmdb.xml');
  const dumps = join(folder, 'Dumps');
  mkdirSync(dumps, { recursive: true });
  const tracks = readdirSync(music, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(?:flac|mp3)$/u.test(name))
    .toSorted();
  const [first = ''] = tracks;
  const cut = ['-ss', '60', '-t', '15', '-map', '0:a', '-map_metadata', '-1'];
  execFileSync('ffmpeg', ['-nostdin', '-v', 'error', '-i', join(music, first), ...cut, clip]);
  const entries = tracks.map((name, at) => {
    const path = at % 5 === 4 ? `/media/old disk/${name}` : join(music, name);
    return `<entry type="song"><title>Song ${at + 1}</title><artist>Ines Aldous</artist>
      <location>${pathToFileURL(path).href}</location><rating>${(at % 5) + 1}</rating><play-count>${at}</play-count>
      <last-played>1700000000</last-played></entry>`;
  });
  writeFileSync(otherLibrary, `<?xml version="1.0"?>\n<rhythmdb version="2.0">${entries.join('')}</rhythmdb>`);
  writeDump(
    join(dumps, '2026-07-22-track-update.jsonl.gz'),
    Array.from({ length: DUMP_ROWS }, (_, at) => ({ id: at + 1, gid: testUuid(at) })),
  );
  return { clip, otherLibrary, dumps };
}
