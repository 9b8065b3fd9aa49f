/** Reads the audio of an MP4 file: the layout's, and what other atoms of media data hold. */
import { readBytes, type ReadAudio } from '../read-audio.ts';
import type { Mp4Detail } from './read-mp4.ts';

export const readMediaData: ReadAudio = (source, layout, take) => {
  readBytes(source, layout, take);
  const { mdat = [] } = layout.detail as Partial<Mp4Detail>;
  // The first is the layout's audio. The heads of the others are of the same length for every program.
  for (const audio of mdat.slice(1)) readBytes(source, { ...layout, audio }, take);
};
