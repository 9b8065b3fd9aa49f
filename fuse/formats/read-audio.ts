/**
 * Reads all of the audio of a file from front to back, without what programs write anew when they save tags. The memory
 * that it takes does not depend on the length of the audio.
 */
import type { TakePart } from './audio-sample.ts';
import type { ByteSource, Layout } from './layout.ts';

/** Bytes that are read at once: no more than the buffer of a scan's window, so that no read allocates. */
export const READ_LENGTH = 64 * 1024;

/** Passes on the audio in its order. Where it is split into parts has no meaning. */
export type ReadAudio = (source: ByteSource, layout: Pick<Layout, 'audio' | 'detail'>, take: TakePart) => void;

/** The audio as it lies in the file. */
export const readBytes: ReadAudio = (source, { audio }, take) => {
  const end = audio.offset + audio.length;
  for (let position = audio.offset; position < end;) {
    const part = source.read(position, Math.min(READ_LENGTH, end - position));
    // The file was cut off after its layout was read.
    if (part.length === 0) return;
    take(part);
    position += part.length;
  }
};
