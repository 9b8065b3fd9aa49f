/** Monkey's Audio. */
import { compareBytes } from '../audio-comparison.ts';
import type { Format } from '../format.ts';
import { planner } from '../planner.ts';
import { readMonkeysAudio } from './read-monkeys-audio.ts';
import { planApe } from './write-ape.ts';

export const ape: Format = {
  container: 'ape',
  extensions: ['ape'],
  mimeType: 'audio/x-ape',
  codecs: [{ name: 'ape' }],
  mayFollowId3: true,
  recognises: (window, start) => window.magic(start) === 'MAC ',
  read: readMonkeysAudio,
  planner: planner(planApe),
  compareAudio: compareBytes,
};
