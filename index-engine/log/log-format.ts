/**
 * The records of the log. The README has the whole format; all numbers are little-endian u32.
 *
 *     file:    magic, format, 0, CRC-32 of the 12 bytes before | record | record …
 *     record:  magic, payload bytes, metadata bytes, version low, version high, CRC-32 of the payload, 0, CRC-32 of the
 *              28 bytes before | payload
 *     payload: the batch (see change-batch.ts) | metadata as JSON, filled up with spaces to whole words
 *
 * The header has a checksum of its own, so its lengths can be trusted: that distinguishes a record that a crash cut off
 * (never acknowledged: dropped) from one that was damaged later (an error).
 */

import { crc32 } from 'node:zlib';

const FILE_MAGIC = 0x4c504644;
const RECORD_MAGIC = 0x52504644;
const LOG_FORMAT = 1;
export const LOG_HEADER_BYTES = 16;
export const RECORD_HEADER_BYTES = 32;

export type Metadata = Readonly<Record<string, string>>;

/** One update in the log. */
export interface LogRecord {
  readonly version: number;
  readonly batch: Uint32Array;
  readonly metadata: Metadata;
}

export interface RecordHeader {
  readonly payloadBytes: number;
  readonly metadataBytes: number;
  readonly version: number;
  readonly payloadChecksum: number;
}

export function encodeLogHeader(): Uint8Array {
  const words = new Uint32Array([FILE_MAGIC, LOG_FORMAT, 0, 0]);
  const bytes = new Uint8Array(words.buffer);
  words[3] = crc32(bytes.subarray(0, 12));
  return bytes;
}

export function isLogHeader(bytes: Uint8Array): boolean {
  return Buffer.compare(bytes, encodeLogHeader()) === 0;
}

/** The bytes of a record, in pieces: the batch is not copied. */
export function encodeRecord(record: LogRecord): Uint8Array[] {
  const batch = new Uint8Array(record.batch.buffer, record.batch.byteOffset, record.batch.byteLength);
  const metadata = encodeMetadata(record.metadata);
  const words = new Uint32Array(RECORD_HEADER_BYTES / 4);
  const header = new Uint8Array(words.buffer);
  words[0] = RECORD_MAGIC;
  words[1] = batch.length + metadata.length;
  words[2] = metadata.length;
  words[3] = record.version >>> 0;
  words[4] = Math.floor(record.version / 2 ** 32);
  words[5] = crc32(metadata, crc32(batch));
  words[7] = crc32(header.subarray(0, 28));
  return metadata.length === 0 ? [header, batch] : [header, batch, metadata];
}

/** Decodes a record's header; undefined when the bytes are not one. */
export function decodeRecordHeader(bytes: Uint8Array): RecordHeader | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, RECORD_HEADER_BYTES);
  if (view.getUint32(0, true) !== RECORD_MAGIC) return undefined;
  if (view.getUint32(28, true) !== crc32(bytes.subarray(0, 28))) return undefined;
  return {
    payloadBytes: view.getUint32(4, true),
    metadataBytes: view.getUint32(8, true),
    version: view.getUint32(12, true) + view.getUint32(16, true) * 2 ** 32,
    payloadChecksum: view.getUint32(20, true),
  };
}

/** Decodes the metadata of a payload; undefined when the bytes are not JSON. */
export function decodeMetadata(bytes: Uint8Array): Metadata | undefined {
  if (bytes.length === 0) return {};
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8')) as Metadata;
  } catch {
    return undefined;
  }
}

function encodeMetadata(metadata: Metadata): Uint8Array {
  if (Object.keys(metadata).length === 0) return new Uint8Array(0);
  const json = Buffer.from(JSON.stringify(metadata));
  return Buffer.concat([json, Buffer.alloc((4 - (json.length % 4)) % 4, ' ')]);
}
