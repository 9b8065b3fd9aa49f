/**
 * Writes to the index in a directory until it is killed, and prints each version when it is acknowledged.
 */

import { openIndex } from '../../index-engine/index.ts';
import { batchOfVersion, CRASH_OPTIONS } from './crash-workload.ts';

const index = await openIndex(process.argv[2]!, CRASH_OPTIONS);
let { version } = await index.info();
for (;;) {
  // Concurrent updates are committed as a group.
  const pending = Array.from({ length: 1 + (version % 4) }, (_, i) => index.update(batchOfVersion(version + 1 + i)));
  for (const update of pending) process.stdout.write(`${(await update).version}\n`);
  version += pending.length;
  if (version % 50 < 4) void index.settle();
}
