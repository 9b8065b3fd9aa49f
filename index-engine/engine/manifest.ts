/**
 * The manifest says which files make up the index: the file segments from old to new, and the first log that is not in
 * any of them yet. Replacing it is the instant at which a flush or a merge happens; files that it does not name are
 * leftovers of a crash and are removed on opening.
 *
 * It is one line with the format and a checksum, then JSON: easy to look at, and a damaged one is noticed.
 */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { replaceFile, writeFailed } from '../storage/durable-files.ts';
import { corruptFile } from '../contract/index-error.ts';
import type { Metadata } from '../log/log-format.ts';

const MANIFEST_FORMAT = 1;

export interface Manifest {
  /** The index's version when the newest file segment was written; the logs go on from there. */
  readonly version: number;
  readonly metadata: Metadata;
  /** Numbers of the file segments, from old to new. */
  readonly segments: readonly number[];
  /** Logs with smaller numbers are in the segments. */
  readonly firstLog: number;
}

export const EMPTY_MANIFEST: Manifest = { version: 0, metadata: {}, segments: [], firstLog: 1 };

export function manifestPath(directory: string): string {
  return join(directory, 'manifest');
}

export function segmentPath(directory: string, number: number): string {
  return join(directory, `segment-${String(number).padStart(8, '0')}`);
}

export function logPath(directory: string, number: number): string {
  return join(directory, `log-${String(number).padStart(8, '0')}`);
}

/** What a file of an index is, by its name; undefined for a file that is not the engine's. */
export function parseFileName(
  name: string,
): { readonly kind: 'segment' | 'log' | 'temporary'; readonly number: number } | undefined {
  if (/^(segment-\d{8,}|manifest)\.tmp$/.test(name)) return { kind: 'temporary', number: 0 };
  const match = /^(segment|log)-(\d{8,})$/.exec(name);
  return match === null ? undefined : { kind: match[1] as 'segment' | 'log', number: Number(match[2]) };
}

/** Makes the manifest what it says from now on, durably. Throws `WriteFailed`; then the old one holds. */
export async function writeManifest(directory: string, manifest: Manifest): Promise<void> {
  const path = manifestPath(directory);
  try {
    await replaceFile(path, encodeManifest(manifest));
  } catch (error) {
    throw writeFailed(path, error);
  }
}

/** Reads the manifest; undefined when there is none yet. Throws `CorruptFile`. */
export function readManifest(directory: string): Manifest | undefined {
  const path = manifestPath(directory);
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  const manifest = decodeManifest(text);
  if (typeof manifest === 'string') throw corruptFile(path, manifest);
  return manifest;
}

export function encodeManifest(manifest: Manifest): string {
  const body = `${JSON.stringify(manifest, null, 2)}\n`;
  return `fingerprint-index ${MANIFEST_FORMAT} ${checksum(body)}\n${body}`;
}

/** A string says what is wrong. */
export function decodeManifest(text: string): Manifest | string {
  const lineEnd = text.indexOf('\n') + 1;
  const body = text.slice(lineEnd);
  const match = /^fingerprint-index (\d+) ([0-9a-f]{8})\n$/.exec(text.slice(0, lineEnd));
  if (match === null) return 'its first line is not one of a manifest';
  if (Number(match[1]) !== MANIFEST_FORMAT) return `its format ${match[1]} is not one this program reads`;
  if (match[2] !== checksum(body)) return 'its checksum is wrong';
  return JSON.parse(body) as Manifest;
}

function checksum(body: string): string {
  return crc32(body).toString(16).padStart(8, '0');
}
