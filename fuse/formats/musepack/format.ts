/** Musepack, stream versions 7 and 8. */
import { planApe } from '../ape/write-ape.ts';
import { compareBytes } from '../audio-comparison.ts';
import type { Format } from '../format.ts';
import { planner } from '../planner.ts';
import { readMusepack } from './read-musepack.ts';

export const musepack: Format = {
  container: 'musepack',
  extensions: ['mpc', 'mp+'],
  mimeType: 'audio/x-musepack',
  codecs: [{ name: 'musepack' }],
  mayFollowId3: true,
  recognises(window, start) {
    const magic = window.magic(start);
    return magic === 'MPCK' || magic.startsWith('MP+');
  },
  read: readMusepack,
  planner: planner(planApe),
  compareAudio: compareBytes,
};
