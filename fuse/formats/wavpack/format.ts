/** WavPack. */
import { planApe } from '../ape/write-ape.ts';
import { compareBytes } from '../audio-comparison.ts';
import type { Format } from '../format.ts';
import { planner } from '../planner.ts';
import { readWavPack } from './read-wavpack.ts';

export const wavpack: Format = {
  container: 'wavpack',
  extensions: ['wv'],
  mimeType: 'audio/x-wavpack',
  codecs: [{ name: 'wavpack', exactLength: true }],
  mayFollowId3: true,
  recognises: (window, start) => window.magic(start) === 'wvpk',
  read: readWavPack,
  planner: planner(planApe),
  compareAudio: compareBytes,
};
