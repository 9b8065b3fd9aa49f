/**
 * Plays one track at a time by an audio element: the browser streams the file, and seeks in it by ranges.
 *
 * An element cannot play louder than its file. From the first track on that has to be, its sound goes through an audio
 * graph; there is no way back, and none is needed.
 */
import type { Output, OutputEvents } from './output.ts';
import { raisedLevel, type RaisedLevel } from './raised-level.ts';

interface Graph {
  readonly context: AudioContext;
  readonly raised: RaisedLevel;
}

function graphOf(audio: HTMLAudioElement): Graph {
  const context = new AudioContext({ latencyHint: 'playback' });
  const raised = raisedLevel(context);
  context.createMediaElementSource(audio).connect(raised.input);
  return { context, raised };
}

export function elementOutput(events: OutputEvents): Output {
  const audio = new Audio();
  audio.preload = 'auto';
  let loaded = false;
  let volume = 1;
  let gain = 1;
  let graph: Graph | null = null;
  const setLevel = (): void => {
    const level = Math.max(0, volume * gain);
    audio.volume = Math.min(1, level);
    if (level > 1) graph ??= graphOf(audio);
    graph?.raised.setLevel(Math.max(1, level));
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
      // Browsers let a page play once a person has pressed something: the graph may have waited for that.
      void graph?.context.resume();
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
