/** Reads a playlist file of any format, and finds the tracks that it names. */
import type { Connection } from '../storage/connection.ts';
import type { PlaylistRule } from '../model/playlists.ts';
import type { UnmatchedEntry } from '../model/playlist-files.ts';
import { XmlError } from '../xml/xml-error.ts';
import { fileText } from './file-text.ts';
import { readM3u } from './m3u.ts';
import { EntryMatcher } from './match-entries.ts';
import { PlaylistFileError, type FileEntry, type PlaylistFile } from './playlist-file.ts';
import { readNsp } from './read-nsp.ts';
import { readXspf } from './xspf.ts';

export interface PlaylistFileRequest {
  /** Its name, whose extension tells the format. */
  readonly fileName: string;
  /** Absolute path of the folder that it lies in, for relative paths. */
  readonly folder: string;
  readonly bytes: Uint8Array;
}

export interface FoundPlaylist {
  /** From the file, or else the name of the file. */
  readonly name: string;
  /** Of a smart playlist; null for one that lists its tracks. */
  readonly rule: PlaylistRule | null;
  /** The tracks that were found, in order. */
  readonly tracks: readonly number[];
  readonly unmatched: readonly UnmatchedEntry[];
}

const READERS: ReadonlyMap<string, (text: string) => PlaylistFile> = new Map([
  ['m3u', readM3u],
  ['m3u8', readM3u],
  ['xspf', readXspf],
]);

/** @throws PlaylistFileError, which names the file */
export function readPlaylistFile(connection: Connection, request: PlaylistFileRequest): FoundPlaylist {
  const { fileName, folder, bytes } = request;
  const [, stem = fileName, extension = ''] = /^(.+)\.([^.]*)$/s.exec(fileName) ?? [];
  try {
    const text = fileText(bytes);
    if (extension.toLowerCase() === 'nsp') {
      const { name, rule } = readNsp(text);
      return { name: name ?? stem, rule, tracks: [], unmatched: [] };
    }
    const read = READERS.get(extension.toLowerCase());
    if (!read) throw new PlaylistFileError('playlists are read from .m3u, .m3u8, .xspf and .nsp files');
    const { name, entries } = read(text);
    return { name: name ?? stem, rule: null, ...found(new EntryMatcher(connection), entries, folder) };
  } catch (error) {
    const isOfFile = error instanceof PlaylistFileError || error instanceof XmlError;
    throw isOfFile ? new PlaylistFileError(`${fileName}: ${error.message}`) : error;
  }
}

function found(
  matcher: EntryMatcher,
  entries: readonly FileEntry[],
  folder: string,
): Pick<FoundPlaylist, 'tracks' | 'unmatched'> {
  const tracks: number[] = [];
  const unmatched: UnmatchedEntry[] = [];
  for (const entry of entries) {
    const track = matcher.match(entry, folder);
    if (track === null) unmatched.push({ line: entry.line, text: textOf(entry) });
    else tracks.push(track);
  }
  return { tracks, unmatched };
}

function textOf({ location, label, artist, title }: FileEntry): string {
  return location ?? label ?? [artist, title].filter((text) => text !== undefined).join(' - ');
}
