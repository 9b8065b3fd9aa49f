/** The folders that a library consists of. */
import { realpathSync, statSync } from 'node:fs';
import { demoFolder } from '../demo/demo-folder.ts';
import { inEnglish, said } from '../model/messages.ts';
import type { Connection } from '../storage/connection.ts';
import { isInside } from '../storage/path-bytes.ts';
import { isParted } from './left-out.ts';
import type { ScanRoot } from './scan-result.ts';
import { whyOf } from '../model/system-errors.ts';

/** A folder that cannot be part of the library. */
export class RootError extends Error {
  readonly code: 'NOT_A_FOLDER' | 'OVERLAPPING_FOLDER' | 'NOT_FOUND';
  readonly path: string;
  constructor(code: RootError['code'], message: string, path: string) {
    super(message);
    this.name = 'RootError';
    this.code = code;
    this.path = path;
  }
}

export function roots(connection: Connection): ScanRoot[] {
  return connection.prepare<[], ScanRoot>('SELECT id, path FROM root ORDER BY id').all();
}

/**
 * Adds `path` to the library's folders. A folder inside one that is there already changes nothing.
 * @param forbidden the mount: no root may lie in it or around it
 * @param library real path of the library's own folder: in it no root may lie but the demo's music; null for none
 * @returns the root to scan, and the added folder, which may lie inside it
 * @throws RootError
 */
export function addRoot(
  connection: Connection,
  path: string,
  forbidden: string | null,
  library: string | null = null,
): { root: ScanRoot; asked: Buffer } {
  let asked: Buffer;
  try {
    asked = realpathSync(path, { encoding: 'buffer' });
    if (!statSync(asked).isDirectory()) {
      throw new RootError('NOT_A_FOLDER', inEnglish(said('NOT_A_FOLDER', { path })), path);
    }
  } catch (error) {
    if (error instanceof RootError) throw error;
    throw new RootError('NOT_FOUND', `${path} cannot be opened: ${reasonOf(error as NodeJS.ErrnoException)}`, path);
  }
  if (forbidden !== null && isInside(Buffer.from(forbidden), asked)) {
    throw new RootError(
      'OVERLAPPING_FOLDER',
      `the mount ${forbidden} lies inside ${path}; unmount it or mount it elsewhere first`,
      path,
    );
  }
  if (forbidden !== null && isInside(asked, Buffer.from(forbidden))) {
    throw new RootError(
      'OVERLAPPING_FOLDER',
      `${path} lies in the mount ${forbidden}, which shows the library itself; add the folder with the original files`,
      path,
    );
  }
  const known = roots(connection);
  const own = library === null ? null : Buffer.from(library);
  const outer = known.find((root) => isInside(asked, root.path) && !isParted(asked, root.path, own));
  if (outer) return { root: outer, asked };
  if (library !== null && isInside(asked, Buffer.from(library)) && !isInside(asked, Buffer.from(demoFolder(library)))) {
    throw new RootError('OVERLAPPING_FOLDER', ownFolder(path, asked.toString() === library ? null : library), path);
  }
  const inner = known.filter((root) => isInside(root.path, asked) && !isParted(root.path, asked, own));
  if (inner.length > 0) return { root: widen(connection, inner, asked), asked };
  const id = Number(
    connection.prepare('INSERT INTO root (path, added_at) VALUES (?, ?)').run(asked, Date.now()).lastInsertRowid,
  );
  return { root: { id, path: asked }, asked };
}

/** The message of a system error. */
function reasonOf(error: NodeJS.ErrnoException): string {
  if (error.code === 'ENOENT') return 'there is no such folder';
  if (error.code === 'EACCES' || error.code === 'EPERM') return 'it may not be read by you';
  return whyOf(error);
}

/** @param library the library's own folder where `path` lies in it; null where `path` is that folder */
function ownFolder(path: string, library: string | null): string {
  const what = library === null ? "is the library's own folder" : `lies in the library's own folder, ${library}`;
  return `${path} ${what}, where Descant keeps its files; name a folder with music that lies outside of it`;
}

/** A new folder around known ones: the first becomes it, the others' folders move under it. */
function widen(connection: Connection, inner: readonly ScanRoot[], path: Buffer): ScanRoot {
  const [first, ...others] = inner as readonly [ScanRoot, ...ScanRoot[]];
  connection.transaction(() => {
    for (const root of others) {
      connection.prepare('UPDATE folder SET root_id = ? WHERE root_id = ?').run(first.id, root.id);
      connection.prepare('DELETE FROM root WHERE id = ?').run(root.id);
    }
    connection.prepare('UPDATE root SET path = ? WHERE id = ?').run(path, first.id);
  })();
  return { id: first.id, path };
}

/**
 * Takes a folder out of the library. Its tracks leave the lists but keep their edits and history: adding the folder
 * again restores them. The next scan finds the sidecars again.
 * @throws RootError
 */
export function removeRoot(connection: Connection, id: number): void {
  const root = roots(connection).find((one) => one.id === id);
  if (!root) throw new RootError('NOT_FOUND', `the library has no folder ${id}`, '');
  connection.transaction(() => {
    const now = Date.now();
    const files = 'SELECT file.id FROM file JOIN folder ON folder.id = folder_id WHERE root_id = ?';
    connection.prepare(`UPDATE track SET present = 0 WHERE file_id IN (${files})`).run(id);
    connection
      .prepare(`UPDATE file SET missing_since = ? WHERE missing_since IS NULL AND id IN (${files})`)
      .run(now, id);
    connection.prepare('DELETE FROM sidecar WHERE folder_id IN (SELECT id FROM folder WHERE root_id = ?)').run(id);
    connection.prepare('UPDATE folder SET root_id = NULL WHERE root_id = ?').run(id);
    connection.prepare('DELETE FROM root WHERE id = ?').run(id);
  })();
}
