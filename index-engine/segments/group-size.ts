/**
 * Chooses how many postings a group gets, so that its posting blocks are full.
 */

/**
 * The number of postings for a group whose hash block takes at most `most` of the `available` ones, with `perBlock`
 * ordinals in a posting block. Leaves postings to the next group when they would use little of the posting block that they
 * begin, so that the group would take more blocks for each posting.
 */
export function groupSize(most: number, available: number, perBlock: number): number {
  if (most === available) return most;
  const fullBlocks = Math.floor(most / perBlock);
  const full = fullBlocks * perBlock;
  // The hash block counts as well.
  const blocks = 1 + Math.ceil(most / perBlock);
  return (1 + fullBlocks) * most < blocks * full ? full : most;
}
