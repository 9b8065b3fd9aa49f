/** Keeps in the browser's storage what plays and how, and reads it back when the page starts. */
import { usePlayer } from './player-state.ts';
import { formatQueue, parseQueue, parseSettings, type PlaybackSettings } from './remembered-playback.ts';
import type { Queue } from './queue.ts';

const SETTINGS = 'descant.playback';
const QUEUE = 'descant.queue';
/** The queue is written once after several changes of it. */
const QUEUE_SETTLES_MS = 500;

export function rememberedPlayback(): { readonly settings: PlaybackSettings; readonly queue: Queue | null } {
  return { settings: parseSettings(read(SETTINGS)), queue: parseQueue(read(QUEUE)) };
}

/** Keeps the state of the player from now on. */
export function keepPlayback(): void {
  let written: Queue | null | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  function writeQueue(): void {
    const { queue } = usePlayer.getState();
    if (queue === written) return;
    written = queue;
    write(QUEUE, formatQueue(queue));
  }
  usePlayer.subscribe((now, before) => {
    const settings: (keyof PlaybackSettings)[] = ['volume', 'muted', 'repeat', 'shuffle', 'gainMode', 'endless'];
    const paused = before.playing && !now.playing;
    if (paused || settings.some((name) => now[name] !== before[name])) writeSettings();
    if (now.queue === before.queue) return;
    clearTimeout(timer);
    timer = setTimeout(writeQueue, QUEUE_SETTLES_MS);
  });
  window.addEventListener('pagehide', () => {
    writeSettings();
    writeQueue();
  });
}

function writeSettings(): void {
  const { volume, muted, repeat, shuffle, gainMode, endless, position } = usePlayer.getState();
  write(SETTINGS, JSON.stringify({ volume, muted, repeat, shuffle, gainMode, endless, position }));
}

/** Storage may be denied or full: then nothing is kept, and the next page begins anew. */
function write(name: string, text: string): void {
  try {
    window.localStorage.setItem(name, text);
  } catch {
    // As without storage.
  }
}

function read(name: string): string | null {
  try {
    return window.localStorage.getItem(name);
  } catch {
    return null;
  }
}
