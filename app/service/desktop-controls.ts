/**
 * Joins the service and the media controls of the desktop: what they show of a track, and when they look again. Their
 * code is loaded with the first page that opens.
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { picturePath } from '../storage/art-store.ts';
import type { MediaControls } from '../media-controls/media-controls.ts';
import type { LibraryService } from './service.ts';

/** Edge of the cover that widgets are given, in pixels. */
const COVER_SIZE = 512;

/** The parts of the service that they need. */
type ControlledService = Pick<
  LibraryService,
  'library' | 'events' | 'players' | 'settings' | 'thumbnails' | 'isClosing'
> & { readonly read: Pick<LibraryService['read'], 'get' | 'picture'> };

/**
 * @param address of the session bus, as DBUS_SESSION_BUS_ADDRESS has it
 * @param onProblem called once when the bus cannot be used, or has gone
 * @returns a function that takes them away
 */
export function followDesktop(
  service: ControlledService,
  address: string,
  onProblem: (error: Error) => void,
): () => Promise<void> {
  let controls: Promise<MediaControls> | null = null;
  const stop = service.events.subscribe((event) => {
    if (event.type === 'settings') void controls?.then((open) => open.follow());
    if (event.type === 'tracks') void controls?.then((open) => open.changed(event.ids));
  });
  service.players.onChange(() => {
    // From here on they follow the players themselves.
    service.players.onChange(() => {});
    controls = import('../media-controls/media-controls.ts').then(({ MediaControls: Controls }) => {
      const open = new Controls({
        address,
        players: service.players,
        wanted: async () => (await service.settings.all())['playback.media-controls'],
        track: (id) => service.read.get({ id }),
        cover: (id) => coverOf(service, id),
        onProblem: (error) => {
          if (!service.isClosing) onProblem(error);
        },
      });
      open.follow();
      return open;
    });
    controls.catch(onProblem);
  });
  return async () => {
    stop();
    await (await controls)?.close();
  };
}

async function coverOf({ library, read, thumbnails }: ControlledService, id: number): Promise<string | null> {
  const picture = await read.picture({ id, index: null });
  if (picture === null) return null;
  if ('hash' in picture) {
    return thumbnails.file(picture.hash, COVER_SIZE, () => readFile(picturePath(library, picture.hash)));
  }
  const hash = createHash('sha256').update(picture.bytes).digest('hex');
  return thumbnails.file(hash, COVER_SIZE, async () => picture.bytes);
}
