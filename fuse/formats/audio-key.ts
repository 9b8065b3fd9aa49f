/**
 * The audio key of a file: 16 bytes that are equal for files with the same audio, whatever their tags and their names,
 * and that differ for others.
 *
 * It is a hash of a few blocks of the audio (`audio-sample.ts`), not of all of it: a scan computes it for every file.
 */
import { createHash, type Hash } from 'node:crypto';
import { sampleBytes } from './audio-sample.ts';
import { formatOf } from './formats.ts';
import type { ByteSource, Layout } from './layout.ts';

/** Bytes of a key. */
export const AUDIO_KEY_LENGTH = 16;

/** The key of a file with this layout. */
export function audioKey(source: ByteSource, layout: Layout): Buffer {
  const hash = createHash('sha256').update(`${layout.container} ${layout.properties.codec} `);
  const sample = formatOf(layout.container)?.sampleAudio ?? sampleBytes;
  sample(source, layout, (part) => hash.update(part));
  return keyOf(hash);
}

/**
 * The key of a file whose audio cannot be found in it: of a few blocks of the whole file, tags included. It follows a
 * file that is moved or copied, but not one that is retagged.
 */
export function wholeFileKey(source: ByteSource): Buffer {
  const hash = createHash('sha256').update('file ');
  sampleBytes(source, { audio: { offset: 0, length: source.size } }, (part) => hash.update(part));
  return keyOf(hash);
}

function keyOf(hash: Hash): Buffer {
  return hash.digest().subarray(0, AUDIO_KEY_LENGTH);
}
