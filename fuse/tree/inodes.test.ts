import { describe, expect, it } from 'vitest';
import {
  directoryInode,
  isDirectoryInode,
  playlistInode,
  ROOT_INODE,
  sidecarInode,
  sidecarOfInode,
  trackInode,
  trackOfInode,
} from './inodes.ts';

describe('the inode of a track', () => {
  it('follows from its id and gives it back', () => {
    expect(trackInode(5)).toBe(2 ** 32 + 5);
    for (const id of [0, 1, 2 ** 40]) expect(trackOfInode(trackInode(id))).toBe(id);
  });

  it('is above those that FUSE has for itself and below those of sidecars', () => {
    expect(trackOfInode(2 ** 32 - 1)).toBeNull();
    expect(trackOfInode(sidecarInode(0))).toBeNull();
    expect(trackOfInode(sidecarInode(0) - 1)).not.toBeNull();
    expect(trackOfInode(ROOT_INODE)).toBeNull();
  });
});

describe('the inode of a sidecar', () => {
  it('follows from its id and gives it back', () => {
    expect(sidecarInode(5)).toBe(2 ** 48 + 5);
    for (const id of [0, 1, 2 ** 40]) expect(sidecarOfInode(sidecarInode(id))).toBe(id);
  });

  it('is above those of tracks and below those of playlists', () => {
    expect(sidecarOfInode(2 ** 48 - 1)).toBeNull();
    expect(sidecarOfInode(2 ** 49 - 1)).toBe(2 ** 48 - 1);
    expect(sidecarOfInode(2 ** 49)).toBeNull();
  });
});

describe('the inode of a playlist', () => {
  it('stays the same after a restart and differs by name and salt', () => {
    expect(playlistInode('Jazz', 0)).toBe(playlistInode('Jazz', 0));
    expect(new Set([playlistInode('Jazz', 0), playlistInode('Jazz', 1), playlistInode('Rock', 0)]).size).toBe(3);
  });

  it('is of no other kind', () => {
    for (const name of ['', 'Jazz', 'Rock/Pop', 'Ä']) {
      const inode = playlistInode(name, 0);
      expect([trackOfInode(inode), sidecarOfInode(inode), isDirectoryInode(inode)]).toEqual([null, null, false]);
      expect(inode).toBeGreaterThanOrEqual(2 ** 49);
      expect(inode).toBeLessThan(2 ** 49 + 2 ** 32);
    }
  });
});

describe('the inode of a directory', () => {
  it('never changes from release to release: programs and backups remember it', () => {
    expect(directoryInode(ROOT_INODE, 'Miles Davis', 0)).toBe(5_419_802_614_994_659);
    expect(playlistInode('Jazz', 0)).toBe(562_953_418_244_119);
  });

  it('differs by parent, key and salt', () => {
    const inodes = [
      directoryInode(1, 'a', 0),
      directoryInode(2, 'a', 0),
      directoryInode(1, 'b', 0),
      directoryInode(1, 'a', 1),
    ];
    expect(new Set(inodes).size).toBe(4);
  });

  it('is an exact integer above all others', () => {
    for (let index = 0; index < 1000; index += 1) {
      const inode = directoryInode(index, `name ${index}`, 0);
      expect(Number.isSafeInteger(inode) && inode >= 2 ** 52).toBe(true);
    }
  });

  it('spreads paths over 52 bits: a hundred thousand have no collision', () => {
    const inodes = new Set<number>();
    const high = new Set<number>();
    for (let index = 0; index < 100_000; index += 1) {
      const inode = directoryInode(ROOT_INODE, `Artist ${index}`, 0);
      inodes.add(inode);
      high.add(Math.floor((inode - 2 ** 52) / 2 ** 32));
    }
    expect(inodes.size).toBe(100_000);
    expect(high.size).toBeGreaterThan(90_000);
  });

  it('is distinguished from that of a file', () => {
    expect([ROOT_INODE, 2 ** 52, 2 ** 53 - 1].map(isDirectoryInode)).toEqual([true, true, true]);
    expect([2, trackInode(1), sidecarInode(1), 2 ** 52 - 1].map(isDirectoryInode)).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });
});
