/**
 * Makes `app/similarity/descriptor-constants.ts`: what is usual for each descriptor, over a folder of music.
 *
 *     node tests/bench/descriptor-constants.ts FOLDER > app/similarity/descriptor-constants.ts
 *
 * Only for a new embedder: the constants are part of what an embedder's id stands for.
 */
import { measureFile } from '../../app/analysis/analyse-file.ts';
import { ffmpegDecoder } from '../../app/audio/ffmpeg-decoder.ts';
import { describeSound } from '../../app/similarity/descriptors.ts';
import { Moments } from '../../app/similarity/statistics.ts';
import { benchArguments, wrong } from './arguments.ts';
import { needMusic } from './requirements.ts';

const usage = 'node tests/bench/descriptor-constants.ts FOLDER';
const folder = benchArguments(usage, {}, 1).positionals[0] ?? wrong('No folder of music is named', usage);

const moments: Moments[] = [];
let files = 0;
for (const path of needMusic(folder, usage)) {
  try {
    const descriptors = describeSound(measureFile(ffmpegDecoder, path).sound);
    for (const [i, value] of descriptors.entries()) (moments[i] ??= new Moments()).add(value);
    files += 1;
  } catch (error) {
    console.error(`${path.toString()}: ${error instanceof Error ? error.message : error}`);
  }
}

const list = (values: readonly number[]): string =>
  values.map((value, i) => `${i % 8 === 0 ? '\n  ' : ' '}${Number(value.toPrecision(6))},`).join('');
console.log(`/**
 * What is usual for each descriptor: mean and standard deviation over ${files} pieces of music (orchestral, electronic,
 * rock, ambient). Made by \`tests/bench/descriptor-constants.ts\`; part of what the embedder's id stands for.
 */
export const MEANS: readonly number[] = [${list(moments.map(({ mean }) => mean))}
];

export const DEVIATIONS: readonly number[] = [${list(moments.map(({ deviation }) => Math.max(deviation, 1e-6)))}
];`);
