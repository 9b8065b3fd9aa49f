/**
 * Finds out what a file is by its content and reads its layout: tags, technical data, where the audio lies.
 */
import { readAiff } from './aiff/read-aiff.ts';
import { readMonkeysAudio } from './ape/read-monkeys-audio.ts';
import { readDsf } from './dsf/read-dsf.ts';
import { readFlac } from './flac/read-flac.ts';
import { readLeadingId3 } from './id3/read-leading.ts';
import type { ByteSource, Layout } from './layout.ts';
import { LayoutError } from './layout.ts';
import { readMp3 } from './mp3/read-mp3.ts';
import { readMp4 } from './mp4/read-mp4.ts';
import { readMusepack } from './musepack/read-musepack.ts';
import { readOgg } from './ogg/read-ogg.ts';
import { readWav } from './wav/read-wav.ts';
import { readWavPack } from './wavpack/read-wavpack.ts';
import { Window } from './window.ts';

/**
 * Reads the layout of a file.
 *
 * Answers `null` when no head reader here understands the file (no known format, or a variant such as a
 * fragmented MP4 or an MP3 without sane frames): a general tag reader may still know it. Throws `LayoutError`
 * when the file is of a known format but broken; its message says how.
 *
 * @param extensionHint lower-case extension without the dot; only decides what cannot be seen in the content
 */
export function readLayout(source: ByteSource, extensionHint = ''): Layout | null {
  if (source.size === 0) throw new LayoutError('The file is empty.');
  const window = new Window(source);
  switch (window.magic(0)) {
    case 'fLaC':
      return readFlac(window, 0);
    case 'OggS':
      return readOgg(window);
    case 'RIFF':
    case 'RF64':
    case 'BW64':
      return window.magic(8) === 'WAVE' ? readWav(window) : null;
    case 'FORM':
      return window.magic(8).startsWith('AIF') ? readAiff(window) : null;
    case 'DSD ':
      return readDsf(window);
    default:
      break;
  }
  if (window.magic(4) === 'ftyp') return readMp4(window);
  const leading = readLeadingId3(window);
  const magic = window.magic(leading.end);
  if (magic === 'fLaC') return readFlac(window, leading.end);
  if (magic === 'wvpk') return readWavPack(window, leading);
  if (magic === 'MAC ') return readMonkeysAudio(window, leading);
  if (magic === 'MPCK' || magic.startsWith('MP+')) return readMusepack(window, leading);
  const sync = syncAt(window, leading.end);
  if (FOREIGN_BEHIND_ID3.has(magic) || sync === 'aac') return null;
  const isExpected = leading.end > 0 || extensionHint === 'mp3' || extensionHint === 'mp2';
  return isExpected || sync === 'mpeg' ? readMp3(window, leading) : null;
}

/** Formats that are not MPEG audio although an ID3v2 tag stands in front. */
const FOREIGN_BEHIND_ID3 = new Set(['OggS', 'TTA1', 'tBaK', 'DSD ', 'RIFF', 'FORM', 'ADIF']);

/** Whether a frame of MPEG audio or of AAC seems to begin at `position`: both have twelve or eleven set bits, AAC has layer 0. */
function syncAt(window: Window, position: number): 'mpeg' | 'aac' | 'none' {
  if (!window.covers(position, 2)) return 'none';
  const i = window.at(position, 2);
  const second = window.bytes[i + 1] as number;
  if (window.bytes[i] !== 0xff || (second & 0xe0) !== 0xe0) return 'none';
  if ((second & 0x06) !== 0) return 'mpeg';
  return (second & 0xf0) === 0xf0 ? 'aac' : 'none';
}
