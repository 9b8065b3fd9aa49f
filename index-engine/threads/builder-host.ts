/**
 * The worker's side of the builder protocol: runs each job and replies with its result or its error.
 */

import type { JobRunner } from '../jobs/segment-job.ts';
import type { BuilderReply, BuilderRequest } from './builder-protocol.ts';
import type { HostPort } from './host-port.ts';
import { packError } from './packed-error.ts';

/** Runs the jobs that arrive at `port`. Never throws: errors are replies. */
export function serveJobs(port: HostPort<BuilderRequest, BuilderReply>, runner: JobRunner): void {
  port.on('message', ({ call, job }) => {
    runner.run(job).then(
      (result) => port.postMessage({ call, result }),
      (error: unknown) => port.postMessage({ call, error: packError(error) }),
    );
  });
}
