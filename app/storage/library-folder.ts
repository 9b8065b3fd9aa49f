/** The default folder of a library: in the data folder of the XDG Base Directory Specification, or its equivalent. */
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** What Node.js makes of bytes that are no UTF-8 in arguments and in the environment. */
const REPLACEMENT = '\ufffd';

/** A path of bytes that are no UTF-8: programs are given it as text, in which those bytes are lost. */
export class UnreadablePathError extends Error {
  readonly code = 'BAD_PATH';
  readonly path: string;
  constructor(path: string) {
    super(`the library folder ${path} has a name that is not UTF-8; choose another folder, or rename it`);
    this.name = 'UnreadablePathError';
    this.path = path;
  }
}

/**
 * @param named as given by --library, relative to the working directory; undefined for the default
 * @throws UnreadablePathError
 */
export function libraryFolder(
  named: string | undefined,
  environment: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): string {
  const folder = named === undefined ? defaultFolder(environment, platform) : resolve(named);
  if (folder.includes(REPLACEMENT)) throw new UnreadablePathError(folder);
  return folder;
}

function defaultFolder(environment: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Descant');
  if (platform === 'win32') return join(environment['LOCALAPPDATA'] ?? join(homedir(), 'AppData', 'Local'), 'Descant');
  return join(environment['XDG_DATA_HOME'] || join(homedir(), '.local', 'share'), 'descant');
}

/** The mount directory where none is given. */
export function defaultMountDirectory(): string {
  return join(homedir(), 'Descant');
}
