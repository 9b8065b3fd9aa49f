/** Files whose names end in the extension of another format: some players go by it and do not play them. */
import type { HealthCheck } from '../check.ts';

/** Codec → extensions of the files that hold it. Codecs that are not here are held by many kinds of files. */
const EXTENSIONS: ReadonlyMap<string, readonly string[]> = new Map([
  ['flac', ['flac', 'oga', 'ogg', 'm4a', 'mp4', 'mka']],
  ['mp3', ['mp3', 'mp4', 'm4a', 'mka']],
  ['vorbis', ['ogg', 'oga', 'mka', 'webm']],
  ['opus', ['opus', 'ogg', 'oga', 'm4a', 'mp4', 'mka', 'webm']],
  ['aac', ['m4a', 'm4b', 'mp4', 'aac', 'mka', '3gp']],
  ['alac', ['m4a', 'm4b', 'mp4', 'mka', 'caf']],
  ['wavpack', ['wv']],
  ['ape', ['ape']],
  ['musepack', ['mpc', 'mp+', 'mpp']],
  ['dsd', ['dsf', 'dff', 'wv']],
]);

export const wrongExtension: HealthCheck = {
  name: 'wrong-extension',
  group: 'files',
  severity: 'warning',
  words: {
    title: 'Files with the extension of another format',
    one: 'file has the extension of another format',
    several: 'files have the extension of another format',
    advice: 'rename the file; edits and history stay with its track',
  },
  finder: {
    kind: 'tracks',
    find: ({ codec, tags: { facts } }) => {
      const known = EXTENSIONS.get(codec);
      if (known === undefined || known.includes(facts.extension)) return null;
      return `it is ${codec.toUpperCase()}, and its name should end in .${known[0]}`;
    },
  },
};
