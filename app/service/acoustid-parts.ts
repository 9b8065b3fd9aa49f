/** AcoustID's web API of a service, and the queue of what programs submit to it. */
import { Acoustid } from '../acoustid/acoustid.ts';
import { SubmissionQueue } from '../acoustid/submission-queue.ts';
import type { ServiceBase } from './service-base.ts';

export interface AcoustidParts {
  readonly acoustid: Acoustid;
  readonly submissions: SubmissionQueue;
}

export function acoustidParts({ read, write, index, documents, settings, warns }: ServiceBase): AcoustidParts {
  const submissions = new SubmissionQueue(read, write, documents, warns('submissions are not imported now'));
  const acoustid = new Acoustid({
    read,
    index,
    queue: submissions,
    settings: () => settings.all(),
    now: () => performance.now(),
    onProblem: warns('a request to the AcoustID API could not be answered'),
  });
  return { acoustid, submissions };
}
