/** The mount's process as the tests run it: over a folder of files instead of a library's database. */
import { join } from 'node:path';
import { serveMount } from '../../main/mount/serve-mount.ts';
import { openFolderLibrary } from './folder-library.ts';

serveMount({ open: openFolderLibrary, folders: (library) => [join(library, 'originals')] });
