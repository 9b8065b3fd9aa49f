/**
 * A line of samples on an audio graph: pieces are played one behind the other, each from the very sample at which the
 * one before it ends. The graph runs at the rate of the samples, so that nothing is resampled.
 */

/** Samples before the first piece, so that it is not late: 50 ms at 44 100 Hz. */
const LEAD_FRAMES = 2205;

interface Piece {
  readonly source: AudioBufferSourceNode;
  readonly begin: number;
}

export class SampleLine {
  readonly #context: BaseAudioContext;
  readonly #target: AudioNode;
  #pieces: Piece[] = [];
  #end: number;

  /** @param target what the pieces are connected to */
  constructor(context: BaseAudioContext, target: AudioNode, lead = LEAD_FRAMES) {
    this.#context = context;
    this.#target = target;
    this.#end = this.now() + lead;
  }

  /** The sample of the graph that plays now. */
  now(): number {
    return Math.round(this.#context.currentTime * this.#context.sampleRate);
  }

  /** The sample of the graph at which the last piece ends: where the next one begins. */
  end(): number {
    return this.#end;
  }

  /**
   * Adds a piece. A graph that has run out of samples goes on as soon as it can.
   * @returns samples of silence before the piece
   */
  add(channels: readonly Float32Array<ArrayBuffer>[], level: number): number {
    const frames = channels[0]?.length ?? 0;
    if (frames === 0) return 0;
    const { sampleRate } = this.#context;
    const late = this.#end < this.now() ? this.now() + LEAD_FRAMES - this.#end : 0;
    this.#end += late;
    const buffer = this.#context.createBuffer(channels.length, frames, sampleRate);
    for (const [channel, samples] of channels.entries()) buffer.copyToChannel(samples, channel);
    const source = this.#context.createBufferSource();
    source.buffer = buffer;
    const gain = this.#context.createGain();
    gain.gain.value = level;
    source.connect(gain).connect(this.#target);
    source.start(this.#end / sampleRate);
    const piece = { source, begin: this.#end };
    this.#pieces.push(piece);
    source.addEventListener('ended', () => {
      gain.disconnect();
      this.#pieces = this.#pieces.filter((one) => one !== piece);
    });
    this.#end += frames;
    return late;
  }

  /** Takes back the pieces that begin at a sample or later. */
  cut(at: number): void {
    for (const { source, begin } of this.#pieces) if (begin >= at) source.stop();
    this.#pieces = this.#pieces.filter(({ begin }) => begin < at);
    this.#end = Math.min(this.#end, at);
  }

  /** Takes all back, and begins anew. */
  clear(): void {
    for (const { source } of this.#pieces) source.stop();
    this.#pieces = [];
    this.#end = this.now() + LEAD_FRAMES;
  }
}
