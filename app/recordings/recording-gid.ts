/**
 * The gid of a recording follows from the fingerprint of the track that it was made for: a library that is analysed anew
 * gives the same gids. UUID of version 5 (RFC 9562) over the compressed fingerprint.
 */
import { createHash, randomUUID } from 'node:crypto';

const NAMESPACE = Buffer.from('4f2c4bd8b1f04f0c9c0a6a3a2d1b7e55', 'hex');

export function gidOfFingerprint(fingerprint: Uint8Array): string {
  const bytes = createHash('sha1').update(NAMESPACE).update(fingerprint).digest().subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x50;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/** For recordings that no sound tells apart: silence, a part that was split off. */
export function randomGid(): string {
  return randomUUID();
}
