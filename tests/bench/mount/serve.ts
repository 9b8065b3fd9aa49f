/**
 * A process that mounts a made library for the bench and measures what can only be measured inside.
 * Arguments: name of the backend, mount point, folder of originals, tracks, bytes, own files (1 or 0), characters of lyrics.
 */
import { BACKENDS, mountLibrary } from '../../../fuse/mount-library.ts';
import { MadeSource, pathOf, TEMPLATE } from './made-library.ts';

const [backend = '', directory = '', originals = '', tracks = '0', bytes = '0', ownFiles = '1', lyrics = '0'] =
  process.argv.slice(2);
const source = new MadeSource({
  originals,
  tracks: Number(tracks),
  bytes: Number(bytes),
  ownFiles: ownFiles === '1',
  lyrics: Number(lyrics),
});

globalThis.gc?.();
const before = process.memoryUsage().rss;
const began = performance.now();
const mount = await mountLibrary(source, {
  directory,
  views: [{ name: '', template: TEMPLATE }],
  libraryFolders: [],
  backends: BACKENDS.filter(({ name }) => name === backend),
});
const seconds = (performance.now() - began) / 1000;
globalThis.gc?.();
process.send?.({ type: 'mounted', seconds, memory: process.memoryUsage().rss - before });

process.on('message', async (message: { type: string; count: number }) => {
  if (message.type === 'edit') {
    const times: number[] = [];
    for (let index = 0; index < message.count; index += 1) {
      const id = 1 + ((index * 7919) % Number(tracks));
      const start = performance.now();
      source.edit(id, `Edited ${index} of ${pathOf(id).length}`);
      await mount.settled();
      times.push(performance.now() - start);
    }
    process.send?.({ type: 'edited', milliseconds: times.sort((a, b) => a - b)[times.length >> 1] });
  } else {
    await mount.unmount();
    process.exit(0);
  }
});
