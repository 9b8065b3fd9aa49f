/** A release as it is stored: JSON, compressed. */
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Release } from '../../identification/release.ts';

/** Fast: with the usual level, half of the time of adding releases would go here, for a twentieth of the room. */
const LEVEL = 2;
const MOST_BYTES = 64 * 1024 * 1024;

export function packRelease(release: Release): Buffer {
  return deflateRawSync(JSON.stringify(release), { level: LEVEL });
}

export function unpackRelease(data: Buffer): Release {
  return JSON.parse(inflateRawSync(data, { maxOutputLength: MOST_BYTES }).toString()) as Release;
}
