/**
 * The mount's process as the tests run it: over a folder of files instead of a library's database, with the
 * backend that is named on its command line, and writable when `writable` stands behind it. Its clock is ahead by the
 * milliseconds that the library's file `clock` says.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { unmountUnused } from '../../fuse/mount/unmount.ts';
import { BACKENDS, mountLibrary } from '../../fuse/mount-library.ts';
import { serveMount } from '../../main/mount/serve-mount.ts';
import { openFolderLibrary } from './folder-library.ts';
import { openFolderSink } from './folder-sink.ts';

const [wanted, mode] = process.argv.slice(2);
let clockFile: string | null = null;
const clock = (): number => {
  const ahead = clockFile !== null && existsSync(clockFile) ? Number(readFileSync(clockFile, 'utf8')) : 0;
  return Date.now() + ahead;
};
serveMount(
  {
    open: (library) => {
      clockFile = join(library, 'clock');
      return openFolderLibrary(library);
    },
    folders: (library) => [join(library, 'originals')],
    formerNames: (library) => ({ path: join(library, 'former-names.jsonl'), library: 'test' }),
    ...(mode === 'writable' ? { sink: openFolderSink } : {}),
  },
  BACKENDS.filter((backend) => wanted === undefined || backend.name === wanted),
  { mount: (source, options) => mountLibrary(source, { ...options, clock }), unmountUnused },
);
