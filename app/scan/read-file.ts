/**
 * Reads what a scan stores of one file: tags and layout of known formats, tags alone of others, or why it cannot be
 * read.
 */
import { lstatSync, type BigIntStats } from 'node:fs';
import { LayoutError } from '../../fuse/formats/layout.ts';
import { readLayout } from '../../fuse/formats/read-layout.ts';
import type { FileWindow } from '../storage/file-window.ts';
import { extensionOf } from '../storage/path-bytes.ts';
import { readForeignFile } from './foreign-file.ts';
import { brokenFile, fromLayout, type ScannedFile } from './scanned-file.ts';

/**
 * @param window is used for this file and closed again
 * @returns null for a file that is gone, or that has no extension and is no audio
 */
export async function readFile(window: FileWindow, path: Buffer, name: Buffer): Promise<ScannedFile | null> {
  let stats: BigIntStats;
  try {
    stats = window.open(path);
  } catch (error) {
    return unreadableFile(path, name, error as NodeJS.ErrnoException);
  }
  try {
    const layout = readLayout(window, extensionOf(name));
    if (layout) return fromLayout(name, stats, layout);
  } catch (error) {
    if (error instanceof LayoutError) return brokenFile(name, stats, error.message);
    return brokenFile(name, stats, `it cannot be read: ${(error as Error).message}`);
  } finally {
    window.close();
  }
  if (extensionOf(name) === '') return null;
  if (stats.size === 0n) return brokenFile(name, stats, 'the file is empty');
  return readForeignFile(path, name, stats);
}

/** A file that cannot be opened is a row with its cause, as long as it is there. */
function unreadableFile(path: Buffer, name: Buffer, error: NodeJS.ErrnoException): ScannedFile | null {
  const stats = lstatSync(path, { bigint: true, throwIfNoEntry: false });
  return stats ? brokenFile(name, stats, `it cannot be opened: ${error.message}`) : null;
}
