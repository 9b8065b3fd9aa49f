/**
 * Plays tracks without a gap: their samples, as the service decodes them, follow one another on one audio graph. Only
 * some seconds of samples are held. Tracks of another rate or another number of channels cannot be joined.
 */
import type { Output, OutputEvents } from './output.ts';
import { openPcmStream, type PcmStream } from './pcm-stream.ts';
import { SampleLine } from './sample-line.ts';
import type { PcmFormat } from './wav-reader.ts';

/** Seconds of samples that are held ahead of what plays; a browser may wake a hidden page once a second only. */
const AHEAD_S = 12;
const PIECE_S = 1;
const TICK_MS = 200;

/** A track on the line, from the sample of the graph at which it begins. */
interface Part {
  readonly track: number;
  /** By which its samples are multiplied. */
  readonly gain: number;
  /** Place in the track at which the part begins, in samples. */
  readonly offset: number;
  readonly begin: number;
}

interface Sound {
  readonly context: AudioContext;
  readonly master: GainNode;
  readonly line: SampleLine;
}

/** A context that is closed for one of another rate rejects what it was asked for before: that no longer matters. */
function ignoreClosed(asked: Promise<void> | undefined): void {
  asked?.catch(() => {});
}

export function joiningOutput(events: OutputEvents): Output {
  let sound: Sound | null = null;
  /** Of the last part; `null` where that has been read to its end. */
  let stream: PcmStream | null = null;
  let format: PcmFormat | null = null;
  /** What plays, and what was joined to it. */
  let parts: Part[] = [];
  let announced: { readonly track: number; readonly gain: number } | null = null;
  let volume = 1;
  let paused = true;
  /** Changes with each load and seek: what an older one still waits for is dropped. */
  let turn = 0;
  let filling = false;
  let waiting: { readonly track: number; readonly position: number; readonly gain: number } | null = null;

  function soundAt(rate: number): Sound {
    if (sound !== null && sound.context.sampleRate === rate) return sound;
    void sound?.context.close();
    const context = new AudioContext({ sampleRate: rate, latencyHint: 'playback' });
    const master = context.createGain();
    master.connect(context.destination);
    sound = { context, master, line: new SampleLine(context, master) };
    return sound;
  }

  function position(): number {
    const [part] = parts;
    if (part === undefined || sound === null) return waiting?.position ?? 0;
    return Math.max(0, sound.line.now() - part.begin + part.offset) / sound.context.sampleRate;
  }

  async function begin(own: number): Promise<void> {
    const { track, position: from, gain } = waiting!;
    try {
      const opened = await openPcmStream(track, from);
      if (turn !== own) {
        opened.close();
        return;
      }
      stream = opened;
      format = opened.format;
      const { context, master, line } = soundAt(opened.format.rate);
      master.gain.value = volume;
      line.clear();
      parts = [{ track, gain, offset: Math.round(from * opened.format.rate), begin: line.end() }];
      waiting = null;
      if (paused) await context.suspend();
      else await context.resume();
      await fill();
    } catch {
      if (turn === own) fail(false);
    }
  }

  function fail(stopped: boolean): void {
    paused = true;
    ignoreClosed(sound?.context.suspend());
    events.failed(stopped);
  }

  /** Puts samples at the end of the line. Where the graph has waited for them, the part begins that much later. */
  function put(line: SampleLine, samples: readonly Float32Array<ArrayBuffer>[]): void {
    const part = parts.at(-1)!;
    const late = line.add(samples, part.gain);
    if (late > 0) parts = [...parts.slice(0, -1), { ...part, begin: part.begin + late }];
  }

  /** How much to read next, and for which line; `null` where enough is held. */
  function wanted(own: number): { readonly line: SampleLine; readonly frames: number } | null {
    if (turn !== own || sound === null || parts.length === 0) return null;
    const { context, line } = sound;
    const isEnough = line.end() - line.now() >= AHEAD_S * context.sampleRate;
    return isEnough ? null : { line, frames: Math.round(PIECE_S * context.sampleRate) };
  }

  /** Reads on until enough is held, and into the next track where this one has ended. */
  async function fill(): Promise<void> {
    if (filling) return;
    filling = true;
    const own = turn;
    try {
      for (let piece = wanted(own); piece !== null; piece = wanted(own)) {
        const samples = (await stream?.read(piece.frames)) ?? null;
        if (turn !== own) break;
        if (samples !== null) put(piece.line, samples);
        else {
          stream = null;
          if (!(await join(own))) break;
        }
      }
    } catch {
      if (turn === own) fail(true);
    } finally {
      filling = false;
    }
    if (turn !== own) void fill();
  }

  /** Goes on with the announced track. @returns whether there is one that fits */
  async function join(own: number): Promise<boolean> {
    if (announced === null || sound === null || format === null || parts.length > 1) return false;
    const next = announced;
    const opened = await openPcmStream(next.track, 0).catch(() => null);
    const fits = opened?.format.rate === format.rate && opened.format.channels === format.channels;
    if (opened === null || turn !== own || announced !== next || !fits) {
      opened?.close();
      // It begins when this track has ended.
      if (announced === next) announced = null;
      return false;
    }
    stream = opened;
    parts = [...parts, { ...next, offset: 0, begin: sound.line.end() }];
    return true;
  }

  /** Takes back what was joined but does not play yet. */
  function unjoin(): void {
    const [playing, next] = parts;
    if (playing === undefined || next === undefined || sound === null) return;
    turn += 1;
    sound.line.cut(next.begin);
    stream?.close();
    // What plays is on the line as a whole.
    stream = null;
    parts = [playing];
  }

  function stop(): void {
    turn += 1;
    stream?.close();
    stream = null;
    parts = [];
    announced = null;
    sound?.line.clear();
  }

  function tick(): void {
    if (paused || sound === null || parts.length === 0) return;
    const now = sound.line.now();
    const next = parts[1];
    if (next !== undefined && now >= next.begin) {
      parts = [next];
      announced = null;
      events.joined();
    } else if (stream === null && !filling && parts.length === 1 && now >= sound.line.end()) {
      paused = true;
      void sound.context.suspend();
      events.playing(false);
      events.ended();
      return;
    }
    events.reached(position());
    void fill();
  }
  setInterval(tick, TICK_MS);

  return {
    load(track, from, gain) {
      stop();
      paused = true;
      waiting = { track, position: from, gain };
      void begin(turn);
    },
    play() {
      paused = false;
      ignoreClosed(sound?.context.resume());
      events.playing(true);
    },
    pause() {
      if (paused) return;
      paused = true;
      ignoreClosed(sound?.context.suspend());
      events.playing(false);
    },
    isPaused: () => paused,
    position,
    seek(to) {
      const loaded = parts[0] ?? waiting;
      if (loaded === null) return;
      const next = announced;
      stop();
      announced = next;
      waiting = { track: loaded.track, position: to, gain: loaded.gain };
      void begin(turn);
    },
    setVolume(value) {
      volume = value;
      if (sound !== null) sound.master.gain.value = value;
    },
    announce(next) {
      if (announced?.track === next?.track && announced?.gain === next?.gain) return;
      unjoin();
      announced = next;
      // The track may have been read to its end before it was known what follows.
      void fill();
    },
  };
}
