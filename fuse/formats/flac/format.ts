/** FLAC: RFC 9639. */
import { compareBytes } from '../audio-comparison.ts';
import type { Format } from '../format.ts';
import { planner } from '../planner.ts';
import { readFlac } from './read-flac.ts';
import { planFlac } from './write-flac.ts';

export const flac: Format = {
  container: 'flac',
  extensions: ['flac'],
  mimeType: 'audio/flac',
  codecs: [{ name: 'flac', exactLength: true, inBrowsers: true }],
  // FLAC does not allow an ID3v2 tag in front, but files have one.
  mayFollowId3: true,
  recognises: (window, start) => window.magic(start) === 'fLaC',
  read: readFlac,
  planner: planner(planFlac),
  compareAudio: compareBytes,
};
