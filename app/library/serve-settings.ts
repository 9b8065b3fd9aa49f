/** The settings of the APIs that `descant serve --api` offers to other programs. */
import { z } from '../model/schema.ts';

const keys = z.array(z.string().min(1).max(200)).max(1000).default([]);

export const SERVE_SETTINGS = {
  'serve.clients': keys.describe(
    'keys of the programs that descant serve --api acoustid answers; without any it answers all. As JSON: ["key"]',
  ),
  'serve.users': keys.describe(
    'keys of the persons from whom descant serve --api acoustid takes submissions; without any it takes all. As JSON: ["key"]',
  ),
  'serve.rate': z
    .number({ error: 'a number of requests per second is needed' })
    .min(0, 'it is at least 0')
    .max(100_000, 'it is at most 100000')
    .default(0)
    .describe('requests per second that descant serve --api acoustid answers for each program; 0 for no limit'),
} as const;
