/**
 * The worker thread of indexes. The file segments of each are written by a thread of their own.
 */

import { parentPort } from 'node:worker_threads';
import { BuilderThread } from './builder-thread.ts';
import { serveEngines } from './engine-host.ts';

serveEngines(parentPort!, () => new BuilderThread());
