/** Plays one track at a time by an audio element: the browser streams the file, and seeks in it by ranges. */
import type { Output, OutputEvents } from './output.ts';

export function elementOutput(events: OutputEvents): Output {
  const audio = new Audio();
  audio.preload = 'auto';
  let loaded = false;
  let volume = 1;
  let gain = 1;
  const setLevel = (): void => {
    audio.volume = Math.max(0, Math.min(1, volume * gain));
  };
  audio.addEventListener('play', () => events.playing(true));
  audio.addEventListener('pause', () => events.playing(false));
  audio.addEventListener('timeupdate', () => {
    if (loaded) events.reached(audio.currentTime);
  });
  audio.addEventListener('durationchange', () => {
    if (Number.isFinite(audio.duration)) events.duration(audio.duration);
  });
  audio.addEventListener('ended', () => events.ended());
  audio.addEventListener('error', () => {
    if (loaded) events.failed(audio.error?.code === MediaError.MEDIA_ERR_DECODE);
  });
  return {
    load(track, position, factor) {
      loaded = true;
      gain = factor;
      setLevel();
      audio.src = `/media/${track}`;
      if (position > 0) audio.currentTime = position;
    },
    play() {
      audio.play().catch(() => {
        // A new track, a pause or an error has ended this attempt; the element's events say which.
      });
    },
    pause: () => audio.pause(),
    isPaused: () => audio.paused,
    position: () => audio.currentTime,
    seek(position) {
      audio.currentTime = position;
    },
    setVolume(level) {
      volume = level;
      setLevel();
    },
    announce() {
      // An element cannot join tracks without a gap.
    },
  };
}
