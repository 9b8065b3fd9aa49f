/** The listing of a directory, made without waiting for the library or a disk. */
import { inodeOf, type DirectoryNode } from '../tree/nodes.ts';
import { directoryAttributes, type Attributes } from './attributes.ts';

export interface DirectoryEntry {
  readonly name: string;
  readonly inode: number;
  readonly kind: 'file' | 'directory';
  /** Entries are in the order of their cookies, which never change; the smallest is 3. */
  readonly cookie: number;
  /** `null` where reading them would need work. */
  readonly attributes: Attributes | null;
}

/**
 * The names in a directory, without `.` and `..`.
 * @param known the attributes of a file that are known without work, or `null`
 */
export function listDirectory(directory: DirectoryNode, known: (inode: number) => Attributes | null): DirectoryEntry[] {
  const entries: DirectoryEntry[] = [];
  for (const child of directory.children.values()) {
    const { name, cookie } = child;
    const inode = inodeOf(child);
    if (child.kind === 'directory') {
      entries.push({ name, inode, kind: 'directory', cookie, attributes: directoryAttributes(child) });
    } else {
      entries.push({ name, inode, kind: 'file', cookie, attributes: known(inode) });
    }
  }
  return entries;
}
