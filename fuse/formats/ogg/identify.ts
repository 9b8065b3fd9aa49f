/**
 * Tells by the first packet of an Ogg stream which codec it holds.
 *
 * Sources: "Vorbis I specification" section 4.2.2, RFC 7845 section 5.1 (Opus), RFC 9639 section 10.1 (Ogg FLAC).
 */
import { parseStreamInfo, STREAMINFO_LENGTH } from '../flac/blocks.ts';
import type { ByteRange, StreamProperties } from '../layout.ts';
import { LayoutError } from '../layout.ts';
import type { Window } from '../window.ts';
import { PACKET_COUNT_AT, type Packet } from './pages.ts';

export interface OggStream {
  readonly properties: Omit<StreamProperties, 'duration' | 'bitrate'>;
  /** Samples at the beginning that are not played. */
  readonly skipped: number;
  /** Samples per second of granule positions. */
  readonly rate: number;
  /** Bytes in front of the comments in their packet. */
  readonly commentPrefix: number;
  /** Packets behind the comments that belong to the header; -1: all up to a block that says that it is the last. */
  readonly furtherPackets: number;
}

/** `null` for a codec that is not read here. Throws LayoutError for one that says no sample rate. */
export function identify(window: Window, packet: Packet): OggStream | null {
  const { offset, length } = packet.runs[0] as ByteRange;
  const i = window.at(offset, length);
  const b = window.bytes;
  if (length >= 30 && b[i] === 1 && b.latin1Slice(i + 1, i + 7) === 'vorbis') {
    const sampleRate = b.readUInt32LE(i + 12);
    if (sampleRate === 0) throw new LayoutError('The Ogg Vorbis file says that it has no sample rate.');
    return {
      properties: { codec: 'vorbis', sampleRate, channels: b[i + 11] as number, lossless: false },
      skipped: 0,
      rate: sampleRate,
      commentPrefix: 7,
      furtherPackets: 1,
    };
  }
  if (length >= 19 && b.latin1Slice(i, i + 8) === 'OpusHead') {
    return {
      // Opus always plays at 48 kHz; the header only remembers what the encoder was given.
      properties: { codec: 'opus', sampleRate: 48_000, channels: b[i + 9] as number, lossless: false },
      skipped: b.readUInt16LE(i + 10),
      rate: 48_000,
      commentPrefix: 8,
      furtherPackets: 0,
    };
  }
  if (length >= 13 + 4 + STREAMINFO_LENGTH && b.latin1Slice(i, i + 5) === '\u007fFLAC') {
    const info = parseStreamInfo(b, i + 17);
    if (info.sampleRate === 0) throw new LayoutError('The Ogg FLAC file says that it has no sample rate.');
    return {
      properties: {
        codec: 'flac',
        sampleRate: info.sampleRate,
        channels: info.channels,
        bitsPerSample: info.bitsPerSample,
        lossless: true,
      },
      skipped: 0,
      rate: info.sampleRate,
      commentPrefix: 4,
      // TagLib forgets to mark the last block: the number of header packets is believed first, where it is given.
      furtherPackets: b.readUInt16BE(i + PACKET_COUNT_AT) - 1,
    };
  }
  return null;
}
