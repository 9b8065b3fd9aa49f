/** The program that mounts a library. */
import { formerNamesPlace } from '../app/mount/former-names-place.ts';
import { openTrackSource } from '../app/mount/track-source.ts';
import { roots } from '../app/scan/roots.ts';
import { openReader } from '../app/storage/connection.ts';
import { EditChannel } from './mount/edit-channel.ts';
import { serveMount } from './mount/serve-mount.ts';

serveMount({
  open: openTrackSource,
  folders: originalFolders,
  formerNames: formerNamesPlace,
  sink: (library, link) => new EditChannel(library, link),
});

function originalFolders(library: string): readonly string[] {
  const connection = openReader(library);
  try {
    return roots(connection).map((root) => root.path.toString());
  } finally {
    connection.close();
  }
}
