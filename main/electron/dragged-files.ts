/** The files that the page asks the desktop to drag, as far as they are such. Pure. */
import { isAbsolute } from 'node:path';

const MOST = 100;

/** @param asked what the page sent @returns none where anything of it is no absolute path */
export function draggedFiles(asked: unknown): string[] {
  if (!Array.isArray(asked) || asked.length > MOST) return [];
  const paths = asked.filter(
    (path): path is string => typeof path === 'string' && isAbsolute(path) && !path.includes('\0'),
  );
  return paths.length === asked.length ? paths : [];
}
