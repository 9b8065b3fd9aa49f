/**
 * Copies at other speeds, and other versions of a piece that sound much like it, on music beside that of the other
 * reports: the first are the same recording, the second are not.
 */
import { basename, join } from 'node:path';
import { existsSync, mkdirSync } from 'node:fs';
import { complete, CORPUS, ffmpeg } from '../sound/make-file.ts';
import { row, share } from './heard-library.ts';
import { relation } from './relation.ts';
import { realPieces, renderedMusic, renderedPairs, SECONDS, START, UNSEEN, VARIANT_PIECES } from './variants.ts';

/** Changes of the speed. */
const SPEEDS = [0.003, -0.003, 0.005, -0.005, 0.01];
const PIECES = { rendered: 10, real: 20 };
const VERSIONS = ['without-melody', 'other-instruments'];
const RATE = 44_100;
const FOLDER = join(CORPUS, 'recognition', 'speeds');
const VERSIONS_FOLDER = join(CORPUS, 'synth-versions');

export async function reportSpeeds(): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  const originals = await makeOriginals();
  console.log('## Copies at other speeds, of music that was not used to choose thresholds\n');
  console.log(row('speed', 'same recording'));
  console.log(row('---', '---'));
  for (const change of SPEEDS) {
    let found = 0;
    for (const original of originals) {
      const copy = await complete(join(FOLDER, `${basename(original, '.wav')}--${change}.flac`), (path) =>
        ffmpeg('-i', original, '-af', `asetrate=${Math.round(RATE * (1 + change))},aresample=${RATE}`, path),
      );
      if (relation(original, copy) === 'same') found += 1;
    }
    console.log(row(`${change > 0 ? '+' : '−'}${Math.abs(100 * change).toFixed(1)} %`, share(found, originals.length)));
  }
  console.log('\n## Other versions of a piece\n');
  console.log(row('version', 'pairs', 'same recording', 'a part of it', 'related', 'nothing'));
  console.log(row('---', '---', '---', '---', '---', '---'));
  for (const version of VERSIONS) {
    const told = renderedMusic()
      .map((original) => [original, join(VERSIONS_FOLDER, `${basename(original, '.wav')}--${version}.wav`)] as const)
      .filter(([, other]) => existsSync(other))
      .map(([original, other]) => relation(original, other));
    const count = (kind: string): number => told.filter((one) => one === kind).length;
    console.log(row(version, told.length, count('same'), count('clip'), count('related'), count('none')));
  }
  console.log();
}

async function makeOriginals(): Promise<string[]> {
  const rendered = await renderedPairs(renderedMusic().slice(UNSEEN, UNSEEN + 2 * PIECES.rendered), 'unseen');
  const used = new Set(await realPieces(VARIANT_PIECES.real, VARIANT_PIECES.shortest));
  const real = (await realPieces(200, VARIANT_PIECES.shortest)).filter((path) => !used.has(path));
  const sources = [...rendered, ...real.slice(0, PIECES.real)];
  return Promise.all(
    sources.map((source, at) =>
      complete(join(FOLDER, `unseen-${String(at + 1).padStart(2, '0')}.wav`), (path) =>
        ffmpeg('-ss', String(START), '-t', String(SECONDS), '-i', source, '-ar', String(RATE), '-ac', '2', path),
      ),
    ),
  );
}
