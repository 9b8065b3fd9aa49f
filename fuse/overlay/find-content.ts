/** Finds the content of a file of the mount by its inode. */
import { savedPlaylistOfInode, sidecarOfInode, trackInode, trackOfInode } from '../tree/inodes.ts';
import type { MountTree } from '../tree/mount-tree.ts';
import { playlistContent, sidecarContent, trackContent, type FileContent } from './file-content.ts';
import { playlistText } from './playlist.ts';
import type { TrackSource } from './track-source.ts';

/** @returns `null` when the file is gone */
export async function findContent(source: TrackSource, tree: MountTree, inode: number): Promise<FileContent | null> {
  const trackId = trackOfInode(inode);
  if (trackId !== null) {
    const track = await source.track(trackId);
    return track && trackContent(track);
  }
  const sidecarId = sidecarOfInode(inode);
  if (sidecarId !== null) {
    const sidecar = (await source.sidecar?.(sidecarId)) ?? null;
    return sidecar && sidecarContent(sidecar);
  }
  const playlistId = savedPlaylistOfInode(inode);
  return playlistId === null ? makePlaylist(source, tree, inode) : savedPlaylist(source, tree, inode, playlistId);
}

async function savedPlaylist(
  source: TrackSource,
  tree: MountTree,
  inode: number,
  id: number,
): Promise<FileContent | null> {
  const playlist = await source.savedPlaylists?.playlist(id);
  const node = tree.node(inode);
  if (!playlist || node === undefined) return null;
  const { name, tracks, isRule, changedAt } = playlist;
  tree.savedPlaylists?.made(
    id,
    tracks.map((track) => track.id),
    isRule,
  );
  const path = tree.pathOf(node);
  const upwards = '../'.repeat(path.split('/').length - 1);
  const text = playlistText(name, tracks, (track) => {
    const [first] = tree.nodesOf(trackInode(track));
    return first === undefined ? null : upwards + tree.pathOf(first);
  });
  return playlistContent(
    path,
    text,
    tracks.reduce((latest, track) => Math.max(latest, track.changedAt), changedAt),
  );
}

async function makePlaylist(source: TrackSource, tree: MountTree, inode: number): Promise<FileContent | null> {
  const playlist = tree.playlist(inode);
  if (playlist === null) return null;
  const tracks = (await source.playlist?.(playlist.view)) ?? [];
  const path = tree.pathOf(playlist.node);
  const folder = path.slice(0, -playlist.node.name.length);
  const text = playlistText(playlist.top.name, tracks, (id) => {
    const track = playlist.track(id);
    return track === undefined ? null : tree.pathOf(track).slice(folder.length);
  });
  return playlistContent(
    path,
    text,
    tracks.reduce((latest, { changedAt }) => Math.max(latest, changedAt), 0),
  );
}
