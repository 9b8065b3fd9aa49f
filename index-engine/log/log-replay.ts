/**
 * Replays a log: every record that was acknowledged, in order.
 *
 * A crash can leave an unfinished record at the end; it was never acknowledged and is dropped. Its header or payload
 * extends beyond the end of the file or — after a power cut — has sectors that were never written and read as zeros.
 * Any other bytes that do not match their checksum are damage: an error that names the file, never a shorter history.
 */

import { closeSync, fstatSync, openSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { isBatch } from './change-batch.ts';
import { corruptFile } from '../contract/index-error.ts';
import { readFully } from '../storage/read-fully.ts';
import {
  decodeMetadata,
  decodeRecordHeader,
  isLogHeader,
  LOG_HEADER_BYTES,
  RECORD_HEADER_BYTES,
} from './log-format.ts';
import type { LogRecord } from './log-format.ts';

/** Disks write sectors as a whole or not at all. */
const SECTOR_BYTES = 512;

/** Calls `apply` for each record; returns the length of the complete records, in bytes. Throws `CorruptFile`. */
export function replayLog(path: string, apply: (record: LogRecord) => void): number {
  const descriptor = openSync(path, 'r');
  try {
    return replay(path, descriptor, fstatSync(descriptor).size, apply);
  } finally {
    closeSync(descriptor);
  }
}

function replay(path: string, descriptor: number, size: number, apply: (record: LogRecord) => void): number {
  if (size < LOG_HEADER_BYTES) return 0;
  const fileHeader = read(descriptor, 0, LOG_HEADER_BYTES);
  if (!isLogHeader(fileHeader)) {
    if (areZeros(fileHeader)) return 0;
    throw corruptFile(path, 'it does not begin as a log of this program does');
  }
  let position = LOG_HEADER_BYTES;
  while (size - position >= RECORD_HEADER_BYTES) {
    const headerBytes = read(descriptor, position, RECORD_HEADER_BYTES);
    const header = decodeRecordHeader(headerBytes);
    if (header === undefined) {
      if (endsUnwritten(headerBytes, position)) return position;
      throw corruptFile(path, `the record at byte ${position} has a damaged header`);
    }
    const payloadAt = position + RECORD_HEADER_BYTES;
    const end = payloadAt + header.payloadBytes;
    if (end > size) return position;
    const payload = read(descriptor, payloadAt, header.payloadBytes);
    if (crc32(payload) !== header.payloadChecksum) {
      if (end === size && hasUnwrittenSector(payload, payloadAt)) return position;
      throw corruptFile(path, `the record at byte ${position} does not match its checksum`);
    }
    apply(decodeRecord(path, position, header.version, payload, header.metadataBytes));
    position = end;
  }
  return position;
}

function decodeRecord(
  path: string,
  position: number,
  version: number,
  payload: Uint8Array,
  metadataBytes: number,
): LogRecord {
  const batchBytes = payload.length - metadataBytes;
  if (batchBytes >= 0 && batchBytes % 4 === 0) {
    const batch = new Uint32Array(payload.buffer, payload.byteOffset, batchBytes / 4);
    const metadata = decodeMetadata(payload.subarray(batchBytes));
    if (metadata !== undefined && isBatch(batch)) return { version, batch, metadata };
  }
  throw corruptFile(path, `the record at byte ${position} is not one that this program writes`);
}

function read(descriptor: number, position: number, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  readFully(descriptor, bytes, position);
  return bytes;
}

/** Whether a sector that is completely within the bytes, which are at `position` in the file, reads as zeros. */
function hasUnwrittenSector(bytes: Uint8Array, position: number): boolean {
  for (let at = untilSector(position); at + SECTOR_BYTES <= bytes.length; at += SECTOR_BYTES) {
    if (areZeros(bytes.subarray(at, at + SECTOR_BYTES))) return true;
  }
  return false;
}

/** Whether the bytes, which are at `position` in the file, are zeros, all or from the beginning of a sector on. */
function endsUnwritten(bytes: Uint8Array, position: number): boolean {
  const written = untilSector(position);
  return areZeros(bytes) || (written < bytes.length && areZeros(bytes.subarray(written)));
}

/** Number of bytes from a position in the file to the next beginning of a sector. */
function untilSector(position: number): number {
  return (SECTOR_BYTES - (position % SECTOR_BYTES)) % SECTOR_BYTES;
}

function areZeros(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === 0);
}
