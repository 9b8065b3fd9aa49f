/**
 * The `esds` atom of a sample entry: which codec it is, and AAC's own word on rate and channels.
 *
 * Sources: ISO/IEC 14496-1 (descriptors), 14496-3 (AudioSpecificConfig).
 */

const SAMPLE_RATES = [
  96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8000, 7350,
];

/** Tags of descriptors, each of which stands in the one before. */
const STREAM = 3;
const DECODER = 4;
const SPECIFIC = 5;

/** In front of what is specific to the codec, a decoder descriptor has this many bytes. */
const DECODER_NUMBERS = 13;

/** What the descriptors among the atoms of a sample entry say, as far as they are whole. */
export function elementaryStream(bytes: Buffer): { codec?: 'mp3'; sampleRate?: number; channels?: number } {
  const name = bytes.indexOf('esds', 0, 'latin1');
  if (name < 0) return {};
  // Behind the name stand version and flags.
  const stream = bodyOf(bytes, name + 8, STREAM);
  if (stream === null) return {};
  const decoder = bodyOf(bytes, behindNumbers(bytes, stream), DECODER);
  if (decoder === null) return {};
  if (bytes[decoder] === 0x6b || bytes[decoder] === 0x69) return { codec: 'mp3' };
  const specific = bodyOf(bytes, decoder + DECODER_NUMBERS, SPECIFIC);
  return specific === null || specific + 2 > bytes.length ? {} : audioConfig(bytes.readUInt16BE(specific));
}

/** Index of what follows the numbers of a stream descriptor whose body is at `i`. */
function behindNumbers(bytes: Buffer, i: number): number {
  const flags = bytes[i + 2] as number;
  let at = i + 3;
  // The stream it depends on, a URL behind its length, the stream of its clock.
  if ((flags & 0x80) !== 0) at += 2;
  if ((flags & 0x40) !== 0) at += 1 + (bytes[at] as number);
  if ((flags & 0x20) !== 0) at += 2;
  return at;
}

/** Five bits of object type, four of rate, four of channels. Type 31 has its number, and the rest, further behind. */
function audioConfig(bits: number): { sampleRate?: number; channels?: number } {
  const sampleRate = SAMPLE_RATES[(bits >>> 7) & 15];
  const channels = (bits >>> 3) & 15;
  if (sampleRate === undefined || bits >>> 11 === 31) return {};
  return { sampleRate, ...(channels > 0 ? { channels: channels === 7 ? 8 : channels } : {}) };
}

/** Index of the body of the descriptor `tag` at `i`, `null` where there is none. Its length takes one to four bytes. */
function bodyOf(bytes: Buffer, i: number, tag: number): number | null {
  if (bytes[i] !== tag) return null;
  let last = i + 1;
  while (last < i + 4 && ((bytes[last] as number) & 0x80) !== 0) last += 1;
  return last + 1;
}
