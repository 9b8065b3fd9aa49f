/**
 * How well recordings are recognised, on real and rendered music, as a library of it says:
 *
 *     npm run report:recognition                      all parts
 *     npm run report:recognition -- variants [N]      copies, crops and excerpts of N pieces (15), and the best copy
 *     npm run report:recognition -- speeds            copies at other speeds, and other versions, of other pieces
 *     npm run report:recognition -- mixes             mixes without one instrument, and copies of other pieces
 *     npm run report:recognition -- keeper            which of two copies is kept, of other pieces
 *     npm run report:recognition -- clips             short clips of tracks, and of tracks that are not there
 *     npm run report:recognition -- scale [N]         times with N generated recordings (100 000)
 *     npm run report:recognition -- queries [N]       postings and times of look-ups among N tracks (100 000)
 *
 * Material is made once in `$CORPUS` (`tests/corpus/dev-music`, `synth-music` and `game-mixes`); the libraries are temporary.
 */
import { end } from '../bench/requirements.ts';
import { reportClips } from './report-clips.ts';
import { reportKeeper } from './report-keeper.ts';
import { reportMixes } from './report-mixes.ts';
import { reportQueries } from './report-queries.ts';
import { reportScale } from './report-scale.ts';
import { reportSpeeds } from './report-speeds.ts';
import { reportVariants } from './report-variants.ts';

const PARTS: Readonly<Record<string, (count: number | undefined) => Promise<void>>> = {
  variants: (count = 15) => reportVariants(count),
  speeds: () => reportSpeeds(),
  mixes: () => reportMixes(),
  keeper: () => reportKeeper(),
  clips: () => reportClips(),
  scale: (count = 100_000) => reportScale(count),
  queries: (count = 100_000) => reportQueries(count),
};

const [asked, count] = process.argv.slice(2);
if (asked !== undefined && !(asked in PARTS)) end(`the parts are ${Object.keys(PARTS).join(', ')}`);
for (const part of asked === undefined ? Object.keys(PARTS) : [asked]) {
  await PARTS[part]!(count === undefined ? undefined : Number(count));
}
