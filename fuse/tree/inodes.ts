/**
 * Inode numbers of the mount. They are functions of the nodes' identities, so they are the same after every restart
 * and no other node ever gets them:
 *
 * - 1 is the root, as FUSE requires;
 * - a track has 2³² + its id, and keeps it when an edit moves it;
 * - a sidecar has 2⁴⁸ + its id, the playlist of a view 2⁴⁹ + a hash of the view's name, a saved one 2⁵⁰ + its id;
 * - a directory has 2⁵² + a hash of its path.
 *
 * All are integers that a JavaScript number represents exactly.
 */

export const ROOT_INODE = 1;
const TRACK_BASE = 2 ** 32;
const SIDECAR_BASE = 2 ** 48;
const PLAYLIST_BASE = 2 ** 49;
const SAVED_PLAYLIST_BASE = 2 ** 50;
const DIRECTORY_BASE = 2 ** 52;

export function trackInode(id: number): number {
  return TRACK_BASE + id;
}

/** The id of the track that has this inode, or `null`. */
export function trackOfInode(inode: number): number | null {
  return inode >= TRACK_BASE && inode < SIDECAR_BASE ? inode - TRACK_BASE : null;
}

export function sidecarInode(id: number): number {
  return SIDECAR_BASE + id;
}

/** The id of the sidecar that has this inode, or `null`. */
export function sidecarOfInode(inode: number): number | null {
  return inode >= SIDECAR_BASE && inode < PLAYLIST_BASE ? inode - SIDECAR_BASE : null;
}

/** The inode of the playlist of a view. @param salt as for directories */
export function playlistInode(view: string, salt: number): number {
  return PLAYLIST_BASE + (hash(`${view}/${salt}`, 0xc2b2ae35) >>> 0);
}

export function savedPlaylistInode(id: number): number {
  return SAVED_PLAYLIST_BASE + id;
}

/** The id of the saved playlist that has this inode, or `null`. */
export function savedPlaylistOfInode(inode: number): number | null {
  return inode >= SAVED_PLAYLIST_BASE && inode < DIRECTORY_BASE ? inode - SAVED_PLAYLIST_BASE : null;
}

/**
 * The inode of a directory inside another.
 * @param salt 0, or the number of directories that have the inodes of smaller salts: a collision among a hundred
 *   thousand paths happens in about one of a million libraries
 */
export function directoryInode(parent: number, key: string, salt: number): number {
  const seed = hash(`${parent}/${salt}`, 0x9e3779b9);
  const high = hash(key, seed) & 0xfffff;
  const low = hash(key, seed ^ 0x85ebca6b) >>> 0;
  return DIRECTORY_BASE + high * 2 ** 32 + low;
}

export function isDirectoryInode(inode: number): boolean {
  return inode === ROOT_INODE || inode >= DIRECTORY_BASE;
}

/** FNV-1a over UTF-16 units with a final mix, 32 bits. */
function hash(text: string, seed: number): number {
  let value = seed ^ 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  value = Math.imul(value ^ (value >>> 16), 0x7feb352d);
  value = Math.imul(value ^ (value >>> 15), 0x846ca68b);
  return value ^ (value >>> 16);
}
