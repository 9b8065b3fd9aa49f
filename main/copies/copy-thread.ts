/** The thread that copies tracks into a folder for the service: it reads the library as the mount does. */
import type { CopyTask, CopyThreadData, CopyThreadEvent, CopyThreadMethods } from '../../app/service/copies.ts';
import { openTrackSource } from '../../app/mount/track-source.ts';
import { PauseGate } from '../../app/model/pause-gate.ts';
import { serveThread } from '../../app/storage/thread.ts';
import { Overlay } from '../../fuse/overlay/overlay.ts';
import { compileTemplate } from '../../fuse/template/compile.ts';
import { copyTracks } from './copy-tracks.ts';
import { onlyTracks } from './only-tracks.ts';
import { isWindowsDisk } from './windows-disk.ts';

function openCopyThread({ library }: CopyThreadData, emit: (event: CopyThreadEvent) => void) {
  const controller = new AbortController();
  const gate = new PauseGate();

  async function copy(task: CopyTask) {
    const { directory, query, asOf, template, bestCopies, sidecars } = task;
    const target = task.names ?? ((await isWindowsDisk(directory)) ? 'windows' : task.usualNames);
    const view = { name: '', template, query, playlist: false, bestCopies };
    const source = openTrackSource(library, [view], asOf);
    try {
      const wanted = task.ids === null ? source : onlyTracks(source, task.ids);
      const overlay = await Overlay.open(wanted, {
        views: [{ ...view, template: compileTemplate(template, { target }) }],
        sidecars,
      });
      try {
        const report = (done: number, total: number, path: string): void => emit({ done, total, path });
        return await copyTracks(overlay, directory, task, report, { signal: controller.signal, gate });
      } finally {
        overlay.close();
      }
    } finally {
      source.close();
    }
  }

  const cancel = (): void => {
    controller.abort();
    gate.resume();
  };
  const methods: CopyThreadMethods = { copy, cancel, setPaused: ({ isPaused }) => gate.set(isPaused) };
  return { methods, close: cancel };
}

serveThread(openCopyThread);
