/**
 * The manifest names the files that make up the index: the file segments from old to new, and the first log whose updates
 * are not in any of them yet. Replacing it commits a flush or a merge; files that it does not name are leftovers of a
 * crash and are removed on opening.
 *
 * It is one line with the format and a checksum, then JSON: easy to read, and damage is detected.
 */

import { crc32 } from 'node:zlib';
import { corruptFile, writeFailed } from '../contract/index-error.ts';
import type { Metadata } from '../log/log-format.ts';
import { manifestPath } from '../storage/index-files.ts';
import { readSmallFile, replaceSmallFile } from '../storage/small-file.ts';

const MANIFEST_FORMAT = 1;

export interface Manifest {
  /** The index's version when the newest file segment was written; the logs continue from it. */
  readonly version: number;
  readonly metadata: Metadata;
  /** Numbers of the file segments, from old to new. */
  readonly segments: readonly number[];
  /** The updates of logs with smaller numbers are in the segments. */
  readonly firstLog: number;
}

export const EMPTY_MANIFEST: Manifest = { version: 0, metadata: {}, segments: [], firstLog: 1 };

/** Replaces the manifest durably. Throws `WriteFailed`; then the old one is still in force. */
export async function writeManifest(directory: string, manifest: Manifest): Promise<void> {
  const path = manifestPath(directory);
  try {
    await replaceSmallFile(path, encodeManifest(manifest));
  } catch (error) {
    throw writeFailed(path, error);
  }
}

/** Reads the manifest; undefined when there is none yet. Throws `CorruptFile`. */
export function readManifest(directory: string): Manifest | undefined {
  const path = manifestPath(directory);
  const text = readSmallFile(path);
  if (text === undefined) return undefined;
  const manifest = decodeManifest(text);
  if (typeof manifest === 'string') throw corruptFile(path, manifest);
  return manifest;
}

export function encodeManifest(manifest: Manifest): string {
  const body = `${JSON.stringify(manifest, null, 2)}\n`;
  return `fingerprint-index ${MANIFEST_FORMAT} ${checksum(body)}\n${body}`;
}

/** The manifest that a text holds; a string says what is wrong with the text. */
export function decodeManifest(text: string): Manifest | string {
  const lineEnd = text.indexOf('\n') + 1;
  const body = text.slice(lineEnd);
  const match = /^fingerprint-index (\d+) ([0-9a-f]{8})\n$/.exec(text.slice(0, lineEnd));
  if (match === null) return 'its first line is not that of a manifest';
  if (Number(match[1]) !== MANIFEST_FORMAT) return `its format ${match[1]} is not one that this program reads`;
  if (match[2] !== checksum(body)) return 'its checksum is wrong';
  return JSON.parse(body) as Manifest;
}

function checksum(body: string): string {
  return crc32(body).toString(16).padStart(8, '0');
}
