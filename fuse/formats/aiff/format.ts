/** AIFF and AIFF-C. */
import { compareBytes } from '../audio-comparison.ts';
import type { Format } from '../format.ts';
import { planner } from '../planner.ts';
import { readAiff } from './read-aiff.ts';
import { planAiff } from './write-aiff.ts';

export const aiff: Format = {
  container: 'aiff',
  extensions: ['aiff', 'aif', 'aifc'],
  mimeType: 'audio/aiff',
  codecs: [{ name: 'pcm', kind: 'AIFF', exactLength: true }],
  mayFollowId3: false,
  recognises: (window, start) => window.magic(start) === 'FORM' && window.magic(start + 8).startsWith('AIF'),
  read: readAiff,
  planner: planner(planAiff),
  compareAudio: compareBytes,
};
