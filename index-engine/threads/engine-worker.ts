/**
 * The worker thread of indexes. The file segments of each are written by threads of their own.
 */

import { parentPort } from 'node:worker_threads';
import { BuilderThreads } from './builder-threads.ts';
import { serveEngines } from './engine-host.ts';

serveEngines(parentPort!, () => new BuilderThreads());
