/** Whether clips of a few seconds are found, where they lie, and what is found for clips of tracks that are not there. */
import { seededRandom } from '../../app/audio/test-signals.ts';
import { mkdirSync, rmSync, symlinkSync, existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { RecognisedTrack } from '../../app/model/recognition.ts';
import type { Api } from '../../main/cli/connect.ts';
import { CORPUS } from '../sound/make-file.ts';
import { row, share, withHeardLibrary } from './heard-library.ts';
import { makeClips, realPieces, renderedMusic } from './variants.ts';

const LENGTHS = [5, 10, 15, 30];
/** The rendered music: that which the variants are made of is left out. */
const PRESENT = [16, 40] as const;
/** Seconds by which a place may be off. */
const PLACE = 0.5;
/** Clips of each length from each track. */
const PER_TRACK = 2;
/** Tracks that are not in the library. */
const ABSENT = 100;

export async function reportClips(): Promise<void> {
  const tell = (line: string): unknown => process.stderr.write(`${line}\n`);
  const random = seededRandom(15);
  const present = renderedMusic().slice(...PRESENT);
  const clips = await makeClips(present, LENGTHS, PER_TRACK, 'clips', random, tell);
  const absent = await makeClips(await realPieces(ABSENT, 40), LENGTHS, 1, 'clips-absent', random, tell);
  const folder = join(CORPUS, 'recognition', 'present');
  if (existsSync(folder)) rmSync(folder, { recursive: true });
  mkdirSync(folder, { recursive: true });
  for (const path of present) symlinkSync(path, join(folder, basename(path)));
  await withHeardLibrary([folder], async (api) => {
    console.log('## Clips in Opus at 32 kbit/s\n');
    console.log(row('seconds', 'found first', 'place right', 'refused', 'absent: accepted'));
    console.log(row('---', '---', '---', '---', '---'));
    let accepted = 0;
    for (const length of LENGTHS) {
      const own = clips.filter((one) => one.length === length);
      let [found, placed, refused] = [0, 0, 0];
      for (const { clip, track, start } of own) {
        const matches = await lookup(api, clip);
        if (matches === null) refused += 1;
        const best = matches?.find(({ kind }) => kind !== 'related');
        if (best === undefined || !best.track.title.includes(basename(track, '.wav'))) continue;
        found += 1;
        if (best.stretches.some(({ start: at, otherStart }) => Math.abs(otherStart - at - start) <= PLACE)) placed += 1;
      }
      const others = absent.filter((one) => one.length === length);
      let wrong = 0;
      for (const { clip } of others) {
        const matches = await lookup(api, clip);
        if (matches?.some(({ kind }) => kind !== 'related')) wrong += 1;
      }
      accepted += wrong;
      console.log(row(length, share(found, own.length), share(placed, found), refused, `${wrong} of ${others.length}`));
    }
    console.log(`\nFalse accepts: ${share(accepted, absent.length)}\n`);
  });
}

/** Null for a clip that is refused. */
async function lookup(api: Api, path: string): Promise<readonly RecognisedTrack[] | null> {
  try {
    return (await api.recognition.lookup.query({ path, limit: 5 })) as readonly RecognisedTrack[];
  } catch {
    return null;
  }
}
