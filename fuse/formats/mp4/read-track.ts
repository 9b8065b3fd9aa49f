/**
 * Technical data of an MP4 sound track: length, codec, sample rate and channels.
 *
 * Sources: ISO/IEC 14496-12 (mdhd, hdlr, stsd), 14496-1 (elementary stream descriptor), 14496-3
 * (AudioSpecificConfig), Apple's ALAC magic cookie description.
 */
import type { Window } from '../window.ts';
import { atomAt, findAtom, type Atom } from './atoms.ts';

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
const SAMPLE_RATES = [
  96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8000, 7350,
];
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
    } else if (atom.name === 'hdlr' && room >= 12) {
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
  const end = i + length;
  if (format === 'alac') return { ...sound, ...alacCookie(b, i + 36, end) };
  if (format === 'mp4a') return { ...sound, ...elementaryStream(b, i + 36, end) };
  return sound;
}

/** The `alac` atom inside the sample entry: rates above 65 535 Hz fit only there. */
function alacCookie(b: Buffer, from: number, end: number): Partial<SoundTrack> {
  const at = b.subarray(from, end).indexOf('alac', 0, 'latin1');
  if (at < 0 || from + at + 32 > end) return {};
  const cookie = from + at + 8;
  return {
    bitsPerSample: b[cookie + 5] as number,
    channels: b[cookie + 9] as number,
    sampleRate: b.readUInt32BE(cookie + 20),
  };
}

/** The `esds` atom inside the sample entry: which codec it is, and AAC's own word on rate and channels. */
function elementaryStream(b: Buffer, from: number, end: number): Partial<SoundTrack> {
  const at = b.subarray(from, end).indexOf('esds', 0, 'latin1');
  if (at < 0) return {};
  let i = from + at + 8;
  i = descriptorBody(b, i, end, 0x03);
  if (i < 0) return {};
  const flags = b[i + 2] as number;
  i += 3;
  // The stream it depends on, a URL behind its length, the stream of its clock.
  if ((flags & 0x80) !== 0) i += 2;
  if ((flags & 0x40) !== 0) i += 1 + (b[i] as number);
  if ((flags & 0x20) !== 0) i += 2;
  i = descriptorBody(b, i, end, 0x04);
  if (i < 0) return {};
  if (b[i] === 0x6b || b[i] === 0x69) return { codec: 'mp3' };
  i = descriptorBody(b, i + 13, end, 0x05);
  if (i < 0 || i + 2 > end) return {};
  // Five bits of object type, four of rate, four of channels. Type 31 has its number, and the rest, further behind.
  const bits = b.readUInt16BE(i);
  const sampleRate = SAMPLE_RATES[(bits >>> 7) & 15];
  const channels = (bits >>> 3) & 15;
  if (sampleRate === undefined || bits >>> 11 === 31) return {};
  return { sampleRate, ...(channels > 0 ? { channels: channels === 7 ? 8 : channels } : {}) };
}

/** Index of the body of the descriptor `tag` at `i`, or -1. Its length takes one to four bytes. */
function descriptorBody(b: Buffer, i: number, end: number, tag: number): number {
  if (i < 0 || i >= end || b[i] !== tag) return -1;
  let at = i + 1;
  for (let k = 0; k < 3 && at < end && ((b[at] as number) & 0x80) !== 0; k += 1) at += 1;
  return at + 1 + 16 <= end || tag === 0x05 ? at + 1 : -1;
}
