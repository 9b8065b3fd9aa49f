/** Imports playlist files as one batch of the history. A name that is taken gets a number. */
import type { Author } from '../library/edit-history.ts';
import type { NewPlaylist } from '../library/playlists/new-playlists.ts';
import type { ImportResult } from '../model/playlist-files.ts';
import type { PlaylistResult } from '../model/playlists.ts';
import type { FoundPlaylist, PlaylistFileRequest } from './read-playlist-file.ts';

/** Methods of the database that this uses. */
export interface ImportReads {
  playlistFile(request: PlaylistFileRequest): Promise<FoundPlaylist>;
}
export interface ImportWrites {
  createPlaylists(request: {
    readonly playlists: readonly NewPlaylist[];
    readonly author: Author;
    readonly note: string;
    readonly dryRun: boolean;
  }): Promise<PlaylistResult>;
}

export interface ImportRequest {
  readonly files: readonly PlaylistFileRequest[];
  /** The folder for the playlists; null for the top. */
  readonly folder: number | null;
  /** Folders below that; those that are not there are created. */
  readonly folders: readonly string[];
  readonly author: Author;
  readonly dryRun: boolean;
}

/** @throws PlaylistFileError, PlaylistError, QueryError; nothing is imported then */
export async function importPlaylists(
  read: ImportReads,
  write: ImportWrites,
  { files, folder, folders, author, dryRun }: ImportRequest,
): Promise<ImportResult> {
  const found: FoundPlaylist[] = [];
  for (const file of files) found.push(await read.playlistFile(file));
  const playlists = found.map(({ name, rule, tracks }): NewPlaylist => ({
    name,
    kind: rule === null ? 'manual' : 'smart',
    folder,
    folders,
    rule,
    tracks,
    renumber: true,
  }));
  const note = `imported from ${files.map(({ fileName }) => fileName).join(', ')}`.slice(0, LONGEST_NOTE);
  const { batch, playlists: ids } = await write.createPlaylists({ playlists, author, note, dryRun });
  return {
    batch,
    playlists: found.map(({ name, rule, tracks, unmatched }, i) => ({
      id: ids[i] ?? null,
      name,
      smart: rule !== null,
      found: tracks.length,
      unmatched,
    })),
  };
}

const LONGEST_NOTE = 500;
