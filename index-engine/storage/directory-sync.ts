/**
 * Makes names durable: after a power cut a new or renamed file is only there if its directory was synced too.
 * Windows has no such call and needs none: NTFS keeps names in a journal.
 */

import { closeSync, fsyncSync, openSync } from 'node:fs';
import { open } from 'node:fs/promises';

/** Makes the names in a directory durable. */
export async function syncDirectory(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const directory = await open(path, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}

/** As `syncDirectory`, blocking: for threads that only write files. */
export function syncDirectorySync(path: string): void {
  if (process.platform === 'win32') return;
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
