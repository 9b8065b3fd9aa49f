/** Ogg with Vorbis, Opus or FLAC: RFC 3533. */
import type { Format } from '../format.ts';
import { comparePackets } from './compare-packets.ts';
import { readOgg } from './read-ogg.ts';
import { readPackets } from './read-packets.ts';
import { samplePackets } from './sample-packets.ts';
import { planOgg, sizeOfOgg } from './write-ogg.ts';

export const ogg: Format = {
  container: 'ogg',
  extensions: ['ogg', 'oga', 'opus'],
  mimeType: 'audio/ogg',
  codecs: [
    { name: 'vorbis', exactLength: true, inBrowsers: true },
    { name: 'opus', exactLength: true, inBrowsers: true },
    { name: 'flac', exactLength: true, inBrowsers: true },
  ],
  mayFollowId3: false,
  recognises: (window, start) => window.magic(start) === 'OggS',
  read: readOgg,
  planner: {
    // Checksums run over the setup packet and over art as text.
    needsFiles: true,
    canPlan: () => true,
    plan(input, files) {
      if (files === undefined) throw new Error('No header can be written for this ogg file without reading it.');
      return planOgg(input, files);
    },
    size: sizeOfOgg,
  },
  compareAudio: comparePackets,
  sampleAudio: samplePackets,
  readAudio: readPackets,
};
