/** The thread that watches the folders: a disk that does not answer holds up nothing else. */
import { serveThread } from '../storage/thread.ts';
import { Watcher, type Watched, type WatchEvent } from './watcher.ts';

serveThread((_: undefined, emit: (event: WatchEvent) => void) => {
  const watcher = new Watcher(emit);
  return { methods: watchMethods(watcher), close: () => watcher.close() };
});

function watchMethods(watcher: Watcher) {
  return { follow: (watched: Watched) => watcher.follow(watched) };
}

export type WatchMethods = ReturnType<typeof watchMethods>;
