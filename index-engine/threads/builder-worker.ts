/**
 * The worker thread that writes file segments: replies to each job with its result or its error.
 */

import { parentPort } from 'node:worker_threads';
import { packError } from './packed-error.ts';
import { SegmentBuilder } from '../jobs/segment-builder.ts';
import type { BuilderReply, BuilderRequest } from './builder-thread.ts';

const port = parentPort!;
const builder = new SegmentBuilder();

async function answer({ call, job }: BuilderRequest): Promise<void> {
  let reply: BuilderReply;
  try {
    reply = { call, result: await builder.run(job) };
  } catch (error) {
    reply = { call, error: packError(error) };
  }
  port.postMessage(reply);
}

port.on('message', (request: BuilderRequest) => void answer(request));
