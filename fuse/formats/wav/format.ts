/** WAV, and RF64 and BW64 for files over 4 GiB: RIFF, EBU Tech 3306. */
import { compareBytes } from '../audio-comparison.ts';
import type { Format } from '../format.ts';
import { planner } from '../planner.ts';
import { readWav } from './read-wav.ts';
import { planWav } from './write-wav.ts';

const SIGNATURES = new Set(['RIFF', 'RF64', 'BW64']);

export const wav: Format = {
  container: 'wav',
  extensions: ['wav', 'wave'],
  mimeType: 'audio/wav',
  codecs: [{ name: 'pcm', kind: 'WAV', exactLength: true, inBrowsers: true }],
  mayFollowId3: false,
  recognises: (window, start) => SIGNATURES.has(window.magic(start)) && window.magic(start + 8) === 'WAVE',
  read: readWav,
  planner: planner(planWav),
  compareAudio: compareBytes,
};
