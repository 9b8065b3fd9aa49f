/**
 * Making files durable: a name is only safe when its directory was synced too.
 */

import { closeSync, fsyncSync, openSync } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { IndexError } from '../contract/index-error.ts';

/** Makes the names in a directory durable. Windows has no such call and needs none: it keeps names in a journal. */
export async function syncDirectory(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const directory = await open(path, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}

/** As `syncDirectory`, for threads that have nothing else to do. */
export function syncDirectorySync(path: string): void {
  if (process.platform === 'win32') return;
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Replaces a small file: after a crash it has the old content or the new one. */
export async function replaceFile(path: string, content: string): Promise<void> {
  const temporary = `${path}.tmp`;
  const file = await open(temporary, 'w');
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(temporary, path);
  await syncDirectory(dirname(path));
}

/** The error of a write that the system refused. */
export function writeFailed(path: string, cause: unknown): IndexError {
  const code = (cause as NodeJS.ErrnoException | undefined)?.code;
  const reason =
    code === 'ENOSPC' || code === 'EDQUOT'
      ? 'the disk is full: make room and try again'
      : String(cause instanceof Error ? cause.message : cause);
  return new IndexError('WriteFailed', `${path} could not be written: ${reason}.`, { path, cause });
}
