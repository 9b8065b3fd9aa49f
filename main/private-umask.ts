/**
 * The umask of programs that own a library: nothing that they and their child processes create, the native stores
 * included, can be read by other users. Files that the user has asked for elsewhere keep the mode that the user's own
 * umask gives them (`ordinaryFileMode`).
 */

const PRIVATE = 0o077;

/** The umask that the process had; null while none is replaced. */
let usersUmask: number | null = null;

/** Creates only private files from now on. @returns a function that restores the umask */
export function usePrivateUmask(): () => void {
  const before = process.umask(PRIVATE);
  usersUmask ??= before;
  return () => {
    process.umask(before);
    if (before === usersUmask) usersUmask = null;
  };
}

/** The mode of a new file of the user outside the library. */
export function ordinaryFileMode(): number {
  if (usersUmask !== null) return 0o666 & ~usersUmask;
  const umask = process.umask(PRIVATE);
  process.umask(umask);
  return 0o666 & ~umask;
}
