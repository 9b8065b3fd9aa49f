/**
 * Stereo samples as frames of FLAC: fixed predictors of the second order, with a Rice code for every sixteenth of a
 * block. Half the size of the samples is what this saves; a better encoder would save a little more, and be ten times
 * as long.
 *
 * Source: RFC 9639, sections 9.1 to 9.3.
 */
import { BitWriter } from './flac-bits.ts';

/** Samples of each channel in a frame. The sound of a file is a whole number of frames. */
export const BLOCK = 4096;
export const SAMPLE_RATE = 44_100;
export const BITS_PER_SAMPLE = 16;

/** As the header of a frame names them: 4096 samples, 44.1 kHz; two channels by themselves, 16 bits. */
const BLOCK_AND_RATE = 0xc9;
const CHANNELS_AND_BITS = 0x18;
const FIXED_SECOND_ORDER = 0b0000_1010 << 1;
const ORDER = 2;
const PARTITION_ORDER = 4;
const PARTITION = BLOCK >> PARTITION_ORDER;
const LARGEST_RICE = 14;

export interface StereoSamples {
  /** 16 bits each, both of the same length. */
  readonly left: Int16Array;
  readonly right: Int16Array;
}

/** @throws RangeError for samples that do not fill whole blocks */
export function encodeFrames({ left, right }: StereoSamples): Uint8Array {
  if (left.length !== right.length || left.length % BLOCK !== 0) {
    throw new RangeError(`${left.length} and ${right.length} samples do not fill blocks of ${BLOCK}`);
  }
  const writer = new BitWriter();
  for (let number = 0; number * BLOCK < left.length; number++) {
    const start = writer.length;
    writer.bits(0xff_f8, 16);
    writer.bits(BLOCK_AND_RATE, 8);
    writer.bits(CHANNELS_AND_BITS, 8);
    writeFrameNumber(writer, number);
    writer.bits(crc8(writer.since(start)), 8);
    for (const channel of [left, right]) {
      writeSubframe(writer, channel.subarray(number * BLOCK, (number + 1) * BLOCK));
    }
    writer.align();
    writer.bits(crc16(writer.since(start)), 16);
  }
  return writer.since(0);
}

/** As UTF-8 codes a character. @throws RangeError beyond three bytes, which is some 100 minutes */
function writeFrameNumber(writer: BitWriter, number: number): void {
  for (const byte of Buffer.from(String.fromCodePoint(frameCharacter(number)))) writer.bits(byte, 8);
}

/** Numbers that UTF-8 keeps for pairs of surrogates cannot be written as characters. */
function frameCharacter(number: number): number {
  if (number >= 0xd800) throw new RangeError(`frame ${number}: the sound is too long`);
  return number;
}

function writeSubframe(writer: BitWriter, samples: Int16Array): void {
  writer.bits(FIXED_SECOND_ORDER, 8);
  for (let i = 0; i < ORDER; i++) writer.bits(samples[i]!, BITS_PER_SAMPLE);
  writer.bits(0, 2);
  writer.bits(PARTITION_ORDER, 4);
  for (let at = 0; at < BLOCK; at += PARTITION) {
    const begin = Math.max(at, ORDER);
    const end = at + PARTITION;
    const rice = riceParameter(samples, begin, end);
    writer.bits(rice, 4);
    for (let i = begin; i < end; i++) {
      const folded = foldedResidual(samples, i);
      writer.unary(folded >>> rice);
      writer.bits(folded, rice);
    }
  }
}

/** What the predictor misses, with the sign as the lowest bit. */
function foldedResidual(samples: Int16Array, i: number): number {
  const residual = samples[i]! - 2 * samples[i - 1]! + samples[i - 2]!;
  return residual < 0 ? -2 * residual - 1 : 2 * residual;
}

function riceParameter(samples: Int16Array, begin: number, end: number): number {
  let sum = 0;
  for (let i = begin; i < end; i++) sum += foldedResidual(samples, i);
  const mean = sum / (end - begin);
  return Math.min(LARGEST_RICE, Math.max(0, Math.floor(Math.log2(mean + 1))));
}

function crc8(bytes: Uint8Array): number {
  let crc = 0;
  for (const byte of bytes) crc = CRC8[crc ^ byte]!;
  return crc;
}

function crc16(bytes: Uint8Array): number {
  let crc = 0;
  for (const byte of bytes) crc = ((crc << 8) & 0xff_ff) ^ CRC16[(crc >> 8) ^ byte]!;
  return crc;
}

const CRC8 = crcTable(8, 0x07);
const CRC16 = crcTable(16, 0x80_05);

function crcTable(width: number, polynomial: number): readonly number[] {
  const top = 1 << (width - 1);
  const mask = 2 ** width - 1;
  return Array.from({ length: 256 }, (_, byte) => {
    let crc = byte << (width - 8);
    for (let bit = 0; bit < 8; bit++) crc = ((crc & top) === 0 ? crc << 1 : (crc << 1) ^ polynomial) & mask;
    return crc;
  });
}
