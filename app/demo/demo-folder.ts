/** Where the demo's music lies if the person names no other folder: the one folder of music in a library's own. */
import { join } from 'node:path';

/** @param library absolute path of the library folder */
export function demoFolder(library: string): string {
  return join(library, 'demo');
}
