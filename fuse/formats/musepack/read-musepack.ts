/**
 * Reads Musepack files (.mpc): stream versions 7 and 8. Older ones are left to others.
 *
 * Source: "SV7/SV8 specification" (trac.musepack.net).
 */
import { readApeTagged, type Stream } from '../ape/read-tagged.ts';
import type { LeadingId3 } from '../id3/read-leading.ts';
import type { Layout } from '../layout.ts';
import { LayoutError } from '../layout.ts';
import type { Window } from '../window.ts';

const SAMPLE_RATES = [44_100, 48_000, 37_800, 32_000] as const;
const SAMPLES_PER_FRAME = 1152;
/** The decoder's delay, which the last frame of version 7 has to give back. */
const DELAY = 576;
/** Packets in front of the stream header are few and short. */
const MOST_PACKETS = 16;

export function readMusepack(window: Window, leading: LeadingId3): Layout | null {
  const stream =
    window.magic(leading.end) === 'MPCK' ? version8(window, leading.end + 4) : version7(window, leading.end);
  return stream === null ? null : readApeTagged(window, 'musepack', stream, leading);
}

function version7(window: Window, start: number): Stream | null {
  const i = window.at(start, 12);
  const b = window.bytes;
  if (((b[i + 3] as number) & 15) !== 7) return null;
  const sampleRate = SAMPLE_RATES[(b.readUInt32LE(i + 8) >>> 16) & 3] as number;
  const samples = Math.max(0, b.readUInt32LE(i + 4) * SAMPLES_PER_FRAME - DELAY);
  return { codec: 'musepack', duration: samples / sampleRate, sampleRate, channels: 2, lossless: false };
}

function version8(window: Window, start: number): Stream | null {
  let position = start;
  for (let k = 0; k < MOST_PACKETS; k += 1) {
    const i = window.at(position, 2);
    const key = window.bytes.latin1Slice(i, i + 2);
    const size = readVariable(window, position + 2);
    if (key === 'SH') return streamHeader(window, size.end);
    if (size.value < 3) break;
    position += size.value;
  }
  throw new LayoutError('The Musepack file has no stream header.', start);
}

/** Checksum (4), version (1), samples and silent samples (variable), 3 bits of sample rate … 4 bits of channels. */
function streamHeader(window: Window, body: number): Stream | null {
  const i = window.at(body + 4, 1);
  if (window.bytes[i] !== 8) return null;
  const samples = readVariable(window, body + 5);
  const silence = readVariable(window, samples.end);
  const k = window.at(silence.end, 2);
  const b = window.bytes;
  const sampleRate = SAMPLE_RATES[(b[k] as number) >>> 5];
  if (sampleRate === undefined) return null;
  return {
    codec: 'musepack',
    duration: Math.max(0, samples.value - silence.value) / sampleRate,
    sampleRate,
    channels: ((b[k + 1] as number) >>> 4) + 1,
    lossless: false,
  };
}

/** A number in bytes of seven bits, the highest bit of all but the last set. */
function readVariable(window: Window, position: number): { value: number; end: number } {
  let value = 0;
  for (let k = 0; k < 7; k += 1) {
    const i = window.at(position + k, 1);
    const byte = window.bytes[i] as number;
    value = value * 128 + (byte & 127);
    if ((byte & 128) === 0) return { value, end: position + k + 1 };
  }
  throw new LayoutError('The Musepack file has a number of absurd length.', position);
}
