/**
 * The audio key of a file: 16 bytes that are equal for files with the same audio, whatever their tags and their names,
 * and that differ for others.
 *
 * It is a hash of a few blocks of the audio (`audio-sample.ts`), not of all of it: a scan computes it for every file.
 */
import { hash } from 'node:crypto';
import { sampleBytes } from './audio-sample.ts';
import { formatOf } from './formats.ts';
import type { ByteSource, Layout } from './layout.ts';

/** Bytes of a key. */
export const AUDIO_KEY_LENGTH = 16;

/** The bytes that are hashed; grows where a file's blocks need more. A hash object for each file would cost more. */
let sample = Buffer.allocUnsafeSlow(16 * 1024);
let length = 0;

/** The key of a file with this layout. */
export function audioKey(source: ByteSource, layout: Layout): Buffer {
  begin(`${layout.container} ${layout.properties.codec} `);
  const read = formatOf(layout.container)?.sampleAudio ?? sampleBytes;
  read(source, layout, add);
  return keyOfSample();
}

/**
 * The key of a file whose audio cannot be found in it: of a few blocks of the whole file, tags included. It follows a
 * file that is moved or copied, but not one that is retagged.
 */
export function wholeFileKey(source: ByteSource): Buffer {
  begin('file ');
  sampleBytes(source, { audio: { offset: 0, length: source.size } }, add);
  return keyOfSample();
}

function begin(text: string): void {
  length = 0;
  add(Buffer.from(text));
}

function add(part: Uint8Array): void {
  if (length + part.length > sample.length) {
    const larger = Buffer.allocUnsafeSlow(2 * (length + part.length));
    sample.copy(larger, 0, 0, length);
    sample = larger;
  }
  sample.set(part, length);
  length += part.length;
}

function keyOfSample(): Buffer {
  // As text with one character for each byte, which becomes a Buffer without memory of its own.
  const digest = hash('sha256', sample.subarray(0, length), 'binary');
  return Buffer.from(digest.slice(0, AUDIO_KEY_LENGTH), 'latin1');
}
