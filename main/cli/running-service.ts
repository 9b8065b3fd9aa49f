/** The service that runs, for commands that are about it: they start none of their own. */
import { attach, type ServiceClient } from './connect.ts';

/** @throws an error with the code NOT_RUNNING */
export async function runningService(library: string): Promise<ServiceClient> {
  const running = await attach(library, 1);
  if (running === null) throw notRunning(library);
  return running;
}

export function notRunning(library: string): Error {
  return Object.assign(new Error(`no service runs for ${library}`), { code: 'NOT_RUNNING', path: library });
}
