/**
 * One form of the decoded audio: takes FFmpeg frames, delivers samples of the requested rate, format and channels.
 *
 * It uses a filter graph, because only there FFmpeg's resampler accepts fpcalc's settings. A graph is made for one
 * frame shape; when a file changes its rate or channels, the old graph is drained and a new one made: the filters
 * themselves would read beyond their buffers.
 */
import { AV_BUFFERSRC_FLAG_KEEP_REF } from 'node-av/constants';
import { FFmpegError, type FilterContext, FilterGraph, Frame } from 'node-av/lib';

import { DecodeError, type SampleRequest } from './decoder.ts';

/** Samples that are collected before they are resampled: fewer calls, a tenth less time. */
const BATCH_SAMPLES = 16_384;

const RESAMPLER_OPTIONS = {
  chromaprint: ':filter_size=16:phase_shift=8:linear_interp=0:cutoff=0.8',
  standard: '',
} as const;

const SAMPLE_FORMATS = { s16: 's16', f32: 'flt' } as const;

/** Rate, format and channels of frames. */
export interface FrameShape {
  readonly sampleRate: number;
  readonly sampleFormat: number;
  readonly channels: number;
  /** The same for the filter that takes the frames. */
  readonly description: string;
}

/** The shape of a frame: `last` itself when nothing has changed, because reading a frame's properties is slow. */
export function frameShape(frame: Frame, last: FrameShape | null): FrameShape {
  const { sampleRate, format: sampleFormat, channels } = frame;
  if (
    last !== null &&
    last.sampleRate === sampleRate &&
    last.sampleFormat === sampleFormat &&
    last.channels === channels
  ) {
    return last;
  }
  const { mask } = frame.channelLayout;
  const layout = mask === 0n ? `${channels}c` : `0x${mask.toString(16)}`;
  const description = `time_base=1/${sampleRate}:sample_rate=${sampleRate}:sample_fmt=${sampleFormat}:channel_layout=${layout}`;
  return { sampleRate, sampleFormat, channels, description };
}

export class SampleStream {
  readonly request: SampleRequest;
  readonly #output = new Frame();
  #graph: FilterGraph | null = null;
  #source: FilterContext | null = null;
  #sink: FilterContext | null = null;
  #shape: FrameShape | null = null;
  /** Samples passed to the graph since its output was last read. */
  #pending = 0;
  #left: number;
  #toSkip = 0;
  #finished = false;

  constructor(request: SampleRequest) {
    this.request = request;
    this.#left = request.maxSamples ?? Infinity;
    this.#output.alloc();
  }

  /** Whether the request is complete. */
  get done(): boolean {
    return this.#finished || this.#left <= 0;
  }

  /** Leaves out the first `samples` of the output, per channel. */
  skip(samples: number): void {
    this.#toSkip = samples;
  }

  /**
   * Takes a frame of `samples` per channel that begins `time` seconds after the beginning of the audio. The caller
   * keeps ownership of the frame.
   */
  push(frame: Frame, shape: FrameShape, samples: number, time: number): void {
    if (this.done) return;
    const { span } = this.request;
    if (span !== undefined) {
      if (time >= span.end) {
        this.finish();
        return;
      }
      if (time < span.start) return;
    }
    this.#prepare(shape);
    const code = this.#source!.buffersrcAddFrameSync(frame, AV_BUFFERSRC_FLAG_KEEP_REF);
    if (code < 0) {
      throw new DecodeError('RESAMPLING_FAILED', 'The sound could not be resampled', FFmpegError.strerror(code));
    }
    this.#pending += samples;
    if (this.#pending >= BATCH_SAMPLES) this.#drain();
  }

  /** Delivers what the filters still hold. No frame is accepted afterwards. */
  finish(): void {
    if (this.#finished) return;
    this.#finished = true;
    this.#flush();
  }

  close(): void {
    this.#finished = true;
    this.#graph?.free();
    this.#graph = null;
    this.#output.free();
  }

  #prepare(shape: FrameShape): void {
    if (shape === this.#shape && this.#graph !== null) return;
    this.#flush();
    this.#shape = shape;

    const { rate, channels, format, resampler } = this.request;
    const graph = new FilterGraph();
    graph.alloc();
    this.#graph = graph;
    const filters = [
      `abuffer@in=${shape.description}`,
      `asetnsamples=n=${BATCH_SAMPLES}:p=0`,
      `aresample=${rate}${RESAMPLER_OPTIONS[resampler]}`,
      `aformat=sample_fmts=${SAMPLE_FORMATS[format]}:sample_rates=${rate}:channel_layouts=${channels}c`,
      'abuffersink@out',
    ];
    const parsed = graph.parse2(filters.join(','));
    const code = parsed < 0 ? parsed : graph.configSync();
    this.#source = graph.getFilter('abuffer@in');
    this.#sink = graph.getFilter('abuffersink@out');
    if (code < 0 || this.#source === null || this.#sink === null) {
      throw new DecodeError(
        'RESAMPLING_FAILED',
        `No resampler could be made for ${shape.description}`,
        code < 0 ? FFmpegError.strerror(code) : '',
      );
    }
  }

  /** Drains and drops the graph. */
  #flush(): void {
    if (this.#graph === null) return;
    this.#source?.buffersrcAddFrameSync(null);
    this.#drain();
    this.#graph.free();
    this.#graph = null;
    this.#pending = 0;
  }

  #drain(): void {
    this.#pending %= BATCH_SAMPLES;
    const output = this.#output;
    while (this.#sink!.buffersinkGetFrameSync(output) >= 0) {
      this.#deliver(output);
      output.unref();
    }
  }

  #deliver(output: Frame): void {
    const bytes = output.data?.[0];
    const skipped = Math.min(this.#toSkip, output.nbSamples);
    const wanted = Math.min(output.nbSamples - skipped, this.#left);
    this.#toSkip -= skipped;
    if (bytes === undefined || wanted <= 0) return;
    this.#left -= wanted;
    const { request } = this;
    const start = skipped * request.channels;
    const end = start + wanted * request.channels;
    if (request.format === 's16') request.sink(new Int16Array(bytes.buffer, bytes.byteOffset, end).subarray(start));
    else request.sink(new Float32Array(bytes.buffer, bytes.byteOffset, end).subarray(start));
  }
}
