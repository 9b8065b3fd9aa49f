/** Deletes a folder of derived data. Other processes see it disappear in one step, however much it holds. */
import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';

/** Afterwards there is no `folder`. The next call removes what a kill leaves of the old one. */
export async function discardFolder(folder: string): Promise<void> {
  const discarded = `${folder}.discarded`;
  await rm(discarded, { recursive: true, force: true });
  if (!existsSync(folder)) return;
  await rename(folder, discarded);
  await rm(discarded, { recursive: true, force: true });
}
