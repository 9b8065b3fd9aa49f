/**
 * The mount's process as the tests run it: over a folder of files instead of a library's database, with the
 * backend that is named on its command line.
 */
import { join } from 'node:path';
import { BACKENDS } from '../../fuse/mount/mount-library.ts';
import { serveMount } from '../../main/mount/serve-mount.ts';
import { openFolderLibrary } from './folder-library.ts';

const wanted = process.argv[2];
serveMount(
  { open: openFolderLibrary, folders: (library) => [join(library, 'originals')] },
  BACKENDS.filter((backend) => wanted === undefined || backend.name === wanted),
);
