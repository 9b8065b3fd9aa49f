/** Waits for what no promise of the index reports. */

/** Lets the event loop turn until `condition` holds; the test's own time limit is the only one. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise(setImmediate);
}
