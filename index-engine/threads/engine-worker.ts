/**
 * The worker thread of indexes: connects an `EngineHost` to the thread's port.
 */

import { parentPort } from 'node:worker_threads';
import { BuilderThread } from './builder-thread.ts';
import { EngineHost } from './engine-host.ts';
import type { CancelRequest, EngineRequest } from './engine-protocol.ts';

const port = parentPort!;
const host = new EngineHost({
  reply: (message, transfer) => port.postMessage(message, transfer),
  newJobRunner: () => new BuilderThread(),
});
port.on('message', (message: EngineRequest | CancelRequest) => host.receive(message));
