/** Throws away a folder that can be made again: in one step for whoever looks, however much is in it. */
import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';

/** Afterwards there is no `folder`. What a kill leaves of the old one is removed the next time. */
export async function discardFolder(folder: string): Promise<void> {
  const discarded = `${folder}.discarded`;
  await rm(discarded, { recursive: true, force: true });
  if (!existsSync(folder)) return;
  await rename(folder, discarded);
  await rm(discarded, { recursive: true, force: true });
}
