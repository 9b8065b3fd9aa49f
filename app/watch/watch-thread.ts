/** The thread that watches the folders: a disk that does not answer holds up nothing else. */
import { realpathSync } from 'node:fs';
import { serveThread } from '../storage/thread.ts';
import { Watcher, type Watched, type WatchEvent } from './watcher.ts';

export interface WatchData {
  /** Absolute path of the library folder. */
  readonly library: string;
}

serveThread(({ library }: WatchData, emit: (event: WatchEvent) => void) => {
  const watcher = new Watcher(emit, realpathSync(library));
  return { methods: watchMethods(watcher), close: () => watcher.close() };
});

function watchMethods(watcher: Watcher) {
  return { follow: (watched: Watched) => watcher.follow(watched) };
}

export type WatchMethods = ReturnType<typeof watchMethods>;
