/** MP4 with AAC, ALAC and others: ISO/IEC 14496-12. */
import { compareCodecAndBytes } from '../audio-comparison.ts';
import type { Format } from '../format.ts';
import { planner } from '../planner.ts';
import { readMp4 } from './read-mp4.ts';
import { readMediaData } from './read-media-data.ts';
import { canPlanMp4, planMp4 } from './write-mp4.ts';

export const mp4: Format = {
  container: 'mp4',
  extensions: ['m4a', 'm4b', 'mp4'],
  mimeType: 'audio/mp4',
  codecs: [
    { name: 'aac', inBrowsers: true },
    { name: 'alac', exactLength: true },
    { name: 'flac', exactLength: true },
    { name: 'opus', exactLength: true },
    { name: 'pcm', kind: 'PCM', exactLength: true },
  ],
  mayFollowId3: false,
  recognises: (window, start) => window.magic(start + 4) === 'ftyp',
  read: readMp4,
  planner: planner(planMp4, canPlanMp4),
  // Programs do not agree in which of several places the rate stands.
  compareAudio: compareCodecAndBytes,
  readAudio: readMediaData,
};
