/**
 * The worker thread that writes file segments, at a lower priority than searches and updates have.
 */

import { parentPort } from 'node:worker_threads';
import { SegmentBuilder } from '../jobs/segment-builder.ts';
import { serveJobs } from './builder-host.ts';
import { lowerThreadPriority } from './thread-priority.ts';

lowerThreadPriority();
serveJobs(parentPort!, new SegmentBuilder());
