/**
 * The mount's process as the tests run it: over a folder of files instead of a library's database, with the
 * backend that is named on its command line, and writable when `writable` stands behind it.
 */
import { join } from 'node:path';
import { BACKENDS } from '../../fuse/mount-library.ts';
import { serveMount } from '../../main/mount/serve-mount.ts';
import { openFolderLibrary } from './folder-library.ts';
import { openFolderSink } from './folder-sink.ts';

const [wanted, mode] = process.argv.slice(2);
serveMount(
  {
    open: openFolderLibrary,
    folders: (library) => [join(library, 'originals')],
    ...(mode === 'writable' ? { sink: openFolderSink } : {}),
  },
  BACKENDS.filter((backend) => wanted === undefined || backend.name === wanted),
);
