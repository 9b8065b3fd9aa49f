/** Connected components of a graph, by union-find. */

/** @returns the groups of at least two connected ids, each in ascending order, in the order of their first ids */
export function groupsOf(pairs: Iterable<readonly [number, number]>): number[][] {
  const parents = new Map<number, number>();
  const rootOf = (id: number): number => {
    let root = id;
    for (let parent = parents.get(root) ?? root; parent !== root; parent = parents.get(root) ?? root) root = parent;
    // Path compression: every id on the way now points to the root.
    for (let at = id; at !== root;) [at] = [parents.get(at) ?? root, parents.set(at, root)];
    return root;
  };
  for (const [a, b] of pairs) {
    const [one, other] = [rootOf(a), rootOf(b)];
    parents.set(Math.max(one, other), Math.min(one, other));
    parents.set(Math.min(one, other), Math.min(one, other));
    for (const id of [a, b]) if (!parents.has(id)) parents.set(id, rootOf(id));
  }
  const groups = Map.groupBy(
    [...parents.keys()].sort((a, b) => a - b),
    rootOf,
  );
  return [...groups.values()].filter((group) => group.length > 1);
}
