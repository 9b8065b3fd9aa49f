/** The order in which programs such as `find` walk through all directories of a tree. */
import type { DirectoryNode } from './nodes.ts';

/** The directories that a depth-first walk through the whole tree reaches after this one, in that order. */
export function* directoriesAfter(directory: DirectoryNode): Generator<number> {
  yield* directoriesBelow(directory);
  for (let at = directory; at.parent !== null; at = at.parent) yield* directoriesBelow(at.parent, at);
}

/** All directories below one, depth first. @param after skips the children up to this one, itself included */
function* directoriesBelow(directory: DirectoryNode, after: DirectoryNode | null = null): Generator<number> {
  let begun = after === null;
  for (const child of directory.children.values()) {
    if (begun && child.kind === 'directory') {
      yield child.inode;
      yield* directoriesBelow(child);
    }
    begun ||= child === after;
  }
}
