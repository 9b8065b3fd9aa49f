/** Folder paths for display: the home folder is written `~`, as people write it. */

const HOME = /^(?:\/home\/[^/]+|\/Users\/[^/]+|\/root)(?=\/|$)/u;

/** `/home/ada/Music` → `~/Music`. For display only: the service never receives this form. */
export function folderForDisplay(path: string): string {
  return path.replace(HOME, '~');
}
