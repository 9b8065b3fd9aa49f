/**
 * The folders that a scan has read. A file that was moved into one of them while the scan went on would be missing in
 * one place and unseen in the other; the folders whose time of change is another since then tell where to look again.
 */
import { statSync } from 'node:fs';
import { placesIn } from './places.ts';
import type { ScanPlace, ScanRoot } from './scan-result.ts';
import type { WalkedFolder } from './walk.ts';

interface VisitedFolder {
  readonly root: ScanRoot;
  /** One character for each byte: a small Buffer would keep the memory that it shares with thousands of others. */
  readonly path: string;
  readonly mtimeMs: number;
}

export class VisitedFolders {
  readonly #folders: VisitedFolder[] = [];

  add(root: ScanRoot, { path, mtimeMs }: WalkedFolder): void {
    this.#folders.push({ root, path: path.toString('latin1'), mtimeMs });
  }

  /** The folders in which files or folders have been added, renamed or removed since they were read. */
  changed(): ScanPlace[] {
    const changed = this.#folders.flatMap(({ root, path: text, mtimeMs }) => {
      const path = Buffer.from(text, 'latin1');
      const now = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
      return now !== undefined && now !== mtimeMs ? [{ root, path, shallow: false }] : [];
    });
    return placesIn(
      changed.map(({ root }) => root),
      changed,
    );
  }
}
