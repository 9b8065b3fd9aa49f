/** Which rating a place on five stars means. Pure. */

/** @param part of the width, 0..1 @returns half a star to five, in halves */
export function ratingAt(part: number): number {
  return Math.max(1, Math.min(10, Math.ceil(part * 10))) / 2;
}
