/**
 * Reads what a scan stores of one file: tags, layout and audio key of known formats, tags alone of others, or why it is
 * broken. A file with broken tags that decoders can play is one without tags.
 */
import type { BigIntStats } from 'node:fs';
import { audioKey, wholeFileKey } from '../../fuse/formats/audio-key.ts';
import { LayoutError } from '../../fuse/formats/layout.ts';
import { mayPlay } from '../../fuse/formats/may-play.ts';
import { ogg } from '../../fuse/formats/ogg/format.ts';
import { wovenSound, type WovenSound } from '../../fuse/formats/ogg/woven-sound.ts';
import { readLayout } from '../../fuse/formats/read-layout.ts';
import type { FileWindow } from '../storage/file-window.ts';
import { extensionOf } from '../storage/path-bytes.ts';
import { readForeignFile } from './foreign-file.ts';
import { brokenFile, damagedFile, fromLayout, type ScannedFile } from './scanned-file.ts';
import { isGone, isSystemError, UnreadableFileError } from './unreadable-file.ts';

/**
 * @param window is used for this file and closed again
 * @returns null for a file that is gone, and for one that has no extension and is no audio; a promise only where no
 *   reader of ours knows the file
 * @throws UnreadableFileError for one that cannot be opened or read this time
 */
export function readFile(
  window: FileWindow,
  path: Buffer,
  name: Buffer,
): ScannedFile | null | Promise<ScannedFile | null> {
  let stats: BigIntStats;
  let wholeKey: Buffer;
  try {
    stats = window.open(path);
    if (!stats.isFile()) return null;
    const file = readWhole(window, name, stats);
    if (!window.isStill(stats)) throw new UnreadableFileError('it was written to while it was read');
    if (file && file.error === null) return file;
    wholeKey = wholeFileKey(window);
    if (file) return orDamaged(file, window, wholeKey);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    if (isGone(error)) return null;
    throw new UnreadableFileError(error);
  } finally {
    window.close();
  }
  if (extensionOf(name) === '') return null;
  if (stats.size === 0n) return brokenFile(name, stats, 'the file is empty');
  return readForeign(window, path, name, stats, wholeKey);
}

async function readForeign(
  window: FileWindow,
  path: Buffer,
  name: Buffer,
  stats: BigIntStats,
  wholeKey: Buffer,
): Promise<ScannedFile> {
  const file = await readForeignFile(path, name, stats, wholeKey);
  if (file.error === null && !ogg.extensions.includes(extensionOf(name))) return file;
  try {
    window.open(path);
    return file.error === null ? withSound(file, wovenSound(window)) : orDamaged(file, window, wholeKey);
  } catch (error) {
    if (isSystemError(error)) throw new UnreadableFileError(error);
    throw error;
  } finally {
    window.close();
  }
}

/** The file by its sound: what its tags were read with may tell of the picture beside it. */
function withSound(file: ScannedFile, sound: WovenSound | null): ScannedFile {
  if (sound === null) return file;
  const bits = sound.duration === 0 ? 0 : (Number(file.stats.size) * 8) / sound.duration;
  return { ...file, properties: { ...sound, bitrate: Math.round(bits) } };
}

/** A broken file, or the same as one that plays. */
function orDamaged(broken: ScannedFile, window: FileWindow, wholeKey: Buffer): ScannedFile {
  if (window.size === 0 || !mayPlay(window)) return broken;
  return damagedFile(broken.name, broken.stats, `its tags are not shown: ${broken.error}`, wholeKey);
}

/** @returns null for a file of no known format, or an empty one */
function readWhole(window: FileWindow, name: Buffer, stats: BigIntStats): ScannedFile | null {
  try {
    const layout = readLayout(window, extensionOf(name));
    return layout && fromLayout(name, stats, layout, audioKey(window, layout));
  } catch (error) {
    if (isSystemError(error)) throw error;
    if (error instanceof LayoutError) return brokenFile(name, stats, error.message);
    return brokenFile(name, stats, `it cannot be read: ${(error as Error).message}`);
  }
}
