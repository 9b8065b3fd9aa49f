/** MPEG audio, layers 1 to 3. It has no signature, so it is recognised last, by what else it could be. */
import type { Format } from '../format.ts';
import { planner } from '../planner.ts';
import type { Window } from '../window.ts';
import { compareFrames } from './compare-frames.ts';
import { readMp3 } from './read-mp3.ts';
import { planMp3 } from './write-mp3.ts';

const EXTENSIONS: readonly string[] = ['mp3', 'mp2'];

/** Signatures of formats that are not MPEG audio although an ID3v2 tag stands in front. */
const FOREIGN = new Set(['OggS', 'TTA1', 'tBaK', 'DSD ', 'RIFF', 'RF64', 'BW64', 'FORM', 'ADIF']);

export const mp3: Format = {
  container: 'mp3',
  extensions: EXTENSIONS,
  mimeType: 'audio/mpeg',
  codecs: [{ name: 'mp3', inBrowsers: true }, { name: 'mp2' }, { name: 'mp1' }],
  mayFollowId3: true,
  recognises(window, start, extensionHint) {
    const sync = syncAt(window, start);
    if (FOREIGN.has(window.magic(start)) || sync === 'aac') return false;
    return start > 0 || EXTENSIONS.includes(extensionHint) || sync === 'mpeg';
  },
  read: readMp3,
  planner: planner(planMp3),
  compareAudio: compareFrames,
};

/**
 * What a frame at `position` would be: both MPEG audio and AAC begin with eleven or twelve set bits, and only AAC has
 * layer 0.
 */
function syncAt(window: Window, position: number): 'mpeg' | 'aac' | null {
  if (!window.covers(position, 2)) return null;
  const i = window.at(position, 2);
  const second = window.bytes[i + 1] as number;
  if (window.bytes[i] !== 0xff || (second & 0xe0) !== 0xe0) return null;
  if ((second & 0x06) !== 0) return 'mpeg';
  return (second & 0xf0) === 0xf0 ? 'aac' : null;
}
