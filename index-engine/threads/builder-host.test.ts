import { expect, it } from 'vitest';
import { IndexError } from '../contract/index-error.ts';
import type { JobRunner } from '../jobs/segment-job.ts';
import { serveJobs } from './builder-host.ts';
import type { BuilderReply, BuilderRequest } from './builder-protocol.ts';

it('replies to each job with its result or its error, by the number of the call', async () => {
  const replies: BuilderReply[] = [];
  let send: (request: BuilderRequest) => void = () => undefined;
  const runner: JobRunner = {
    run: async ({ path }) => {
      if (path === '/full') throw new IndexError('WriteFailed', 'no room', { path });
      return { postings: 3, bytes: path.length };
    },
    close: async () => undefined,
  };
  serveJobs({ on: (_event, listener) => (send = listener), postMessage: (reply) => replies.push(reply) }, runner);
  ['/full', '/a', '/bc'].forEach((path, i) => {
    send({ call: 7 + i, job: { kind: 'merge', path, postings: 0, inputs: [], tombstones: new Uint32Array() } });
  });
  await new Promise(setImmediate);
  expect(replies.toSorted((a, b) => a.call - b.call)).toEqual([
    { call: 7, error: { code: 'WriteFailed', message: 'no room', path: '/full' } },
    { call: 8, result: { postings: 3, bytes: 2 } },
    { call: 9, result: { postings: 3, bytes: 3 } },
  ]);
});
