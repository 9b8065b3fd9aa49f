/** The real service for a test: it is stopped when the test file is done. */
import { afterAll } from 'vitest';
import { startServiceProcess, type RunningService } from './service-process.ts';
// What is registered last ends first: services let go of their mounts before folders are removed.
import './temporary-folder.ts';

export { jobDone, WATCH, type Announcement, type RunningService } from './service-process.ts';

const started = new Set<() => Promise<unknown>>();
afterAll(async () => {
  await Promise.all([...started].map((stop) => stop()));
});

/** Starts the service on `library`. */
export function startService(library: string, options: readonly string[] = ['--no-mount']): Promise<RunningService> {
  return startServiceProcess(library, options, (stop) => started.add(stop));
}
