/** The paths that a location in a playlist file may mean: relative and absolute ones, Windows' and addresses. */
import { posix } from 'node:path';

/** An address that is no file: a radio station, a stream. */
const SCHEME = /^[a-z][a-z\d+.-]+:\/\//i;
const DRIVE = /^\/?[a-z]:\//i;

/**
 * Paths with slashes, the likeliest first: as written, and in the other forms of Unicode. Absolute ones are normalised.
 * A path of another machine is not made absolute on this one: its last parts are what can be found.
 * @param base absolute path of the folder of the playlist file, for relative paths
 * @returns none for a location that is no file
 */
export function pathsOf(location: string, base: string): string[] {
  const plain = [location.includes('\\') ? location.replaceAll('\\', '/') : location];
  if (/^file:/i.test(location)) plain.splice(0, 1, decodedAddress(location.replace(/^file:(\/\/[^/]*)?/i, '')));
  else if (SCHEME.test(location)) return [];
  else {
    // A file whose name has a backslash is possible on Linux, and so are names with percent signs.
    if (plain[0] !== location) plain.push(location);
    if (/%[\da-f]{2}/i.test(location)) plain.push(decodedAddress(plain[0]!));
  }
  const paths = plain
    .filter((path) => path !== '' && !path.includes('\0'))
    .map((path) => (DRIVE.test(path) ? path.replace(DRIVE, '//') : posix.resolve(base, path)));
  return [...new Set(paths.flatMap((path) => [path, path.normalize('NFC'), path.normalize('NFD')]))];
}

/** Percent signs that encode nothing stay. */
function decodedAddress(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The parts of a path as they are compared: without regard to case and to the form of Unicode. */
export function comparedParts(path: string): string[] {
  return path
    .normalize('NFC')
    .toLowerCase()
    .split('/')
    .filter((part) => part !== '');
}
