/**
 * The end of an audio graph that may play louder than what comes in, as a positive gain asks for: a gain, and behind it
 * a limiter, so that peaks that would be cut off are turned down instead. At a level of 1 or less the limiter is left
 * out, and samples pass as they are.
 */

/** Decibels of full scale above which the limiter turns down: short of 0, since it needs a moment. */
const THRESHOLD_DB = -1;
const RATIO = 20;
/**
 * A compressor raises everything by 0.6 of what it takes from a sample of full scale (Web Audio API, section 1.19.4,
 * "makeup gain"). That is taken back.
 */
const MAKEUP_DB = 0.6 * (THRESHOLD_DB / RATIO - THRESHOLD_DB);

export interface RaisedLevel {
  /** What is to be raised connects here. */
  readonly input: AudioNode;
  /** @param level by which samples are multiplied; below 1 it softens */
  setLevel(level: number): void;
}

export function raisedLevel(context: BaseAudioContext): RaisedLevel {
  const input = context.createGain();
  const limiter = new DynamicsCompressorNode(context, {
    threshold: THRESHOLD_DB,
    ratio: RATIO,
    knee: 0,
    attack: 0,
    release: 0.1,
  });
  const withoutMakeup = new GainNode(context, { gain: 10 ** (-MAKEUP_DB / 20) });
  limiter.connect(withoutMakeup).connect(context.destination);
  let isLimited = false;
  input.connect(context.destination);
  return {
    input,
    setLevel(level) {
      input.gain.value = level;
      if (level > 1 === isLimited) return;
      isLimited = level > 1;
      input.disconnect();
      input.connect(isLimited ? limiter : context.destination);
    },
  };
}
