/** Folders that lie elsewhere now, as a person names them: `OLD=NEW`. */
import { ImportSourceError } from '../import-source-error.ts';

/** Both without a slash at the end, `from` with `/` between its parts, also where it is a folder of Windows. */
export interface FolderMap {
  readonly from: string;
  readonly to: string;
}

/** @throws ImportSourceError for text that does not have the form `OLD=NEW` */
export function folderMapOf(text: string): FolderMap {
  // The old folder may have a `=` in its name; the new one is absolute and begins with a slash.
  const at = text.indexOf('=/');
  const from = text.slice(0, at).replaceAll('\\', '/').replace(/\/+$/, '');
  const to = text.slice(at + 1).replace(/\/+$/, '');
  if (at < 1 || from === '' || to === '') {
    throw new ImportSourceError('BAD_SOURCE', `"${text}" is no mapping of folders: write OLD=NEW, both absolute paths`);
  }
  return { from, to };
}

/** The path with the folder of the longest map that fits replaced; itself where none fits. */
export function mapped(path: Buffer, maps: readonly FolderMap[]): Buffer {
  let best: FolderMap | null = null;
  for (const map of maps) {
    if (isBelow(path, map.from) && map.from.length > (best?.from.length ?? -1)) best = map;
  }
  if (best === null) return path;
  return Buffer.concat([Buffer.from(best.to), path.subarray(Buffer.byteLength(best.from))]);
}

function isBelow(path: Buffer, folder: string): boolean {
  const prefix = Buffer.from(`${folder}/`);
  return path.length > prefix.length && path.compare(prefix, 0, prefix.length, 0, prefix.length) === 0;
}
