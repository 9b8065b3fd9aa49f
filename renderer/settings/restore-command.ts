/** The commands that put a backup in the place of the library, for a shell. Pure. */

/**
 * They end the service and restore, which nobody can do while the library is in use.
 * @param library absolute path of the library folder
 */
export function restoreCommand(library: string, backup: string): string {
  const folder = ['--library', quoted(library)];
  return ['descant', 'stop', ...folder, '&&', 'descant', 'restore', quoted(backup), ...folder].join(' ');
}

/** A word of a POSIX shell, whatever is in it. */
function quoted(text: string): string {
  return /^[\w/.:@%+=-]+$/u.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
