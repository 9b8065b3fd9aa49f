/** DSF: DSD streams in Sony's container. */
import { compareBytes } from '../audio-comparison.ts';
import type { Format } from '../format.ts';
import { planner } from '../planner.ts';
import { readDsf } from './read-dsf.ts';
import { planDsf } from './write-dsf.ts';

export const dsf: Format = {
  container: 'dsf',
  extensions: ['dsf'],
  mimeType: 'audio/x-dsf',
  codecs: [{ name: 'dsd' }],
  mayFollowId3: false,
  recognises: (window, start) => window.magic(start) === 'DSD ',
  read: readDsf,
  planner: planner(planDsf),
  compareAudio: compareBytes,
};
