/**
 * Technical data of an MP4 sound track: length, codec, sample rate and channels.
 *
 * Sources: ISO/IEC 14496-12 (mdhd, hdlr, stsd), Apple's ALAC magic cookie description.
 */
import type { Window } from '../window.ts';
import { atomAt, findAtom, type Atom } from './atoms.ts';
import { elementaryStream } from './elementary-stream.ts';

export interface SoundTrack {
  readonly duration: number;
  readonly codec: string;
  readonly sampleRate: number;
  readonly channels: number;
  readonly bitsPerSample: number;
}

const CODECS: Readonly<Record<string, string>> = {
  mp4a: 'aac',
  alac: 'alac',
  fLaC: 'flac',
  Opus: 'opus',
  'ac-3': 'ac3',
  'ec-3': 'eac3',
  '.mp3': 'mp3',
  sowt: 'pcm',
  twos: 'pcm',
  lpcm: 'pcm',
};
/** Sample entries and their descriptors are small. */
const LONGEST_ENTRY = 512;

/** The sound of a `trak` atom, or `null` for a track of another kind. */
export function readTrack(window: Window, trak: Atom): SoundTrack | null {
  const mdia = findAtom(window, trak.body, trak.end, 'mdia');
  if (mdia === null) return null;
  let timescale = 0;
  let length = 0;
  let isSound = false;
  let sound: SoundTrack | null = null;
  for (let atom = atomAt(window, mdia.body, mdia.end); atom !== null; atom = atomAt(window, atom.end, mdia.end)) {
    const room = atom.end - atom.body;
    if (atom.name === 'mdhd' && room >= 24) {
      const i = window.at(atom.body, Math.min(room, 36));
      const b = window.bytes;
      if (b[i] === 1 && room >= 36) {
        timescale = b.readUInt32BE(i + 20);
        length = b.readUInt32BE(i + 24) * 0x1_0000_0000 + b.readUInt32BE(i + 28);
      } else {
        timescale = b.readUInt32BE(i + 12);
        length = b.readUInt32BE(i + 16);
      }
    } else if (atom.name === 'hdlr') {
      isSound = window.magic(atom.body + 8) === 'soun';
    } else if (atom.name === 'minf') {
      const stbl = findAtom(window, atom.body, atom.end, 'stbl');
      const stsd = stbl === null ? null : findAtom(window, stbl.body, stbl.end, 'stsd');
      if (stsd !== null && isSound) sound = readSampleEntry(window, stsd);
    }
  }
  if (sound === null) return null;
  return { ...sound, duration: timescale === 0 ? 0 : length / timescale, sampleRate: sound.sampleRate || timescale };
}

function readSampleEntry(window: Window, stsd: Atom): SoundTrack | null {
  const entry = stsd.body + 8;
  const length = Math.min(stsd.end - entry, LONGEST_ENTRY);
  if (length < 36) return null;
  const i = window.at(entry, length);
  const b = window.bytes;
  const format = b.latin1Slice(i + 4, i + 8);
  const sound = {
    duration: 0,
    codec: Object.hasOwn(CODECS, format) ? (CODECS[format] as string) : format.trim().toLowerCase(),
    sampleRate: b.readUInt16BE(i + 32),
    channels: b.readUInt16BE(i + 24),
    bitsPerSample: b.readUInt16BE(i + 26),
  };
  const further = b.subarray(i + 36, i + length);
  if (format === 'alac') return { ...sound, ...alacCookie(further) };
  if (format === 'mp4a') return { ...sound, ...elementaryStream(further) };
  return sound;
}

/** The `alac` atom inside the sample entry: rates above 65 535 Hz fit only there. */
function alacCookie(bytes: Buffer): Partial<SoundTrack> {
  const at = bytes.indexOf('alac', 0, 'latin1');
  // Behind the name stand version and flags.
  const cookie = bytes.subarray(at + 8);
  if (at < 0 || cookie.length < 24) return {};
  return {
    bitsPerSample: cookie[5] as number,
    channels: cookie[9] as number,
    sampleRate: cookie.readUInt32BE(20),
  };
}
