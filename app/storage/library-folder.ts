/** The default folder of a library: in the data folder of the XDG Base Directory Specification, or its equivalent. */
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** @param named as given by --library, relative to the working directory; undefined for the default */
export function libraryFolder(
  named: string | undefined,
  environment: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): string {
  if (named !== undefined) return resolve(named);
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Descant');
  if (platform === 'win32') return join(environment['LOCALAPPDATA'] ?? join(homedir(), 'AppData', 'Local'), 'Descant');
  return join(environment['XDG_DATA_HOME'] || join(homedir(), '.local', 'share'), 'descant');
}

/** The mount directory where none is given. */
export function defaultMountDirectory(): string {
  return join(homedir(), 'Descant');
}
