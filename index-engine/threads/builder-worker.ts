/**
 * The worker thread that writes file segments.
 */

import { parentPort } from 'node:worker_threads';
import { SegmentBuilder } from '../jobs/segment-builder.ts';
import { serveJobs } from './builder-host.ts';

serveJobs(parentPort!, new SegmentBuilder());
