/** The playlists of the library as the mount shows them: those ordered by hand and the smart ones. */
import type { PlaylistTrack, SavedPlaylistSource } from '../../fuse/overlay/track-source.ts';
import { PlaylistReader } from '../library/playlists/playlist-reader.ts';
import { TRACK_TABLES } from '../library/query/condition.ts';
import type { PlaylistEntry } from '../model/playlists.ts';
import type { MomentConnection } from './moment-connection.ts';
import { SHOWN } from './view-entries.ts';

export interface LibraryPlaylistSource extends SavedPlaylistSource {
  /** Tells the overlay that these playlists have changed. */
  changed(ids: readonly number[]): void;
}

export function playlistSource({ connection, read }: MomentConnection): LibraryPlaylistSource {
  const reader = new PlaylistReader(connection);
  const tracks = connection.prepare<[string], PlaylistTrack>(`
    SELECT track.id, track.artist, track.title, track.duration, max(track.changed_at, track.edited_at) AS changedAt
    FROM ${TRACK_TABLES} WHERE track.id IN (SELECT value FROM json_each(?)) AND ${SHOWN}`);
  const listeners = new Set<(ids: readonly number[]) => void>();
  return {
    async entries() {
      const tree = read(() => reader.tree());
      const byId = new Map(tree.map((entry) => [entry.id, entry]));
      return tree
        .filter(({ kind }) => kind === 'manual' || kind === 'smart')
        .map(({ id, name, folder }) => ({ id, name, folders: foldersOf(folder, byId) }));
    },
    async playlist(id) {
      return read(() => {
        const entry = reader.find(id);
        if (entry === null) return null;
        const ids = reader.trackIds(id);
        const found = new Map(tracks.all(JSON.stringify(ids)).map((track) => [track.id, track]));
        return {
          name: entry.name,
          tracks: ids.flatMap((track) => found.get(track) ?? []),
          isRule: entry.kind === 'smart',
          changedAt: entry.changedAt,
        };
      });
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    changed: (ids) => listeners.forEach((listener) => listener(ids)),
  };
}

/** The names of the folders, from the outermost. */
function foldersOf(folder: number | null, byId: ReadonlyMap<number, PlaylistEntry>): string[] {
  const entry = folder === null ? undefined : byId.get(folder);
  return entry === undefined ? [] : [...foldersOf(entry.folder, byId), entry.name];
}
