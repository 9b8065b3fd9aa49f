/**
 * The decoder: FFmpeg, through the package node-av. Only this file and `sample-stream.ts` import it.
 *
 * Files are untrusted, so FFmpeg's features are limited: it opens this one local file (no network, no playlists that
 * name other files), reads the audio stream only, and tries containers of audio only.
 */
import { createHash } from 'node:crypto';
import {
  AV_LOG_QUIET,
  AV_NOPTS_VALUE,
  AV_SAMPLE_FMT_S16,
  AV_SAMPLE_FMT_S32,
  AVDISCARD_ALL,
  AVERROR_EAGAIN,
  AVERROR_EOF,
  AVMEDIA_TYPE_AUDIO,
  AVSEEK_FLAG_BACKWARD,
} from 'node-av/constants';
import {
  Codec,
  CodecContext,
  Dictionary,
  FFmpegError,
  FormatContext,
  Frame,
  Log,
  Packet,
  type Stream,
} from 'node-av/lib';

import {
  type AudioInfo,
  DecodeError,
  type Decoder,
  type FrameTap,
  type OpenAudio,
  type RawSamples,
  type SampleRequest,
  type SoundCheck,
} from './decoder.ts';
import { emptyRest } from './empty-rest.ts';
import { type FlacStreamInfo, PcmDigest, readStreamInfo } from './pcm-digest.ts';
import { readablePath, type ReadablePath } from './readable-path.ts';
import { type FrameShape, frameShape, SampleStream } from './sample-stream.ts';

/**
 * FFmpeg's names of the containers that are tried. Playlists and anything that refers to other files are not among
 * them.
 */
const CONTAINERS = [
  ['aac', 'ac3', 'aiff', 'amr', 'ape', 'asf', 'au', 'avi', 'caf', 'dsf', 'dts', 'dtshd', 'eac3', 'flac', 'flv'],
  ['iff', 'loas', 'matroska,webm', 'mlp', 'mov,mp4,m4a,3gp,3g2,mj2', 'mp3', 'mpc', 'mpc8', 'mpeg', 'mpegts'],
  ['ogg', 'oma', 'rm', 'sds', 'shn', 'sln', 'tak', 'truehd', 'tta', 'voc', 'vqf', 'w64', 'wav', 'wsd', 'wv', 'xwma'],
].flat();

/** Those that are a stream of frames without an end of its own: the next frame is looked for byte by byte. */
const STREAMS: ReadonlySet<string> = new Set(['aac', 'ac3', 'dts', 'eac3', 'flac', 'mp3']);

Log.setLevel(AV_LOG_QUIET);

export const ffmpegDecoder: Decoder = { open: (path) => new FfmpegAudio(path) };

class FfmpegAudio implements OpenAudio {
  readonly info: AudioInfo;
  readonly #path: ReadablePath;
  #container = new FormatContext();
  readonly #codec = new CodecContext();
  readonly #stream: Stream;
  #begin = 0;
  #shape: FrameShape | null = null;

  constructor(path: Uint8Array) {
    this.#path = openPath(path);
    try {
      this.#openContainer();
      this.#stream = this.#selectStream();
      this.info = this.#openCodec();
    } catch (error) {
      this.close();
      throw error;
    }
  }

  seek(seconds: number): void {
    const { num, den } = this.#stream.timeBase;
    const timestamp = BigInt(Math.floor((seconds * den) / num)) + this.#startTimestamp();
    const code = this.#container.seekFrameSync(this.#stream.index, timestamp, AVSEEK_FLAG_BACKWARD);
    if (code < 0) throw new DecodeError('NOT_SEEKABLE', `The file cannot be played from ${seconds} s`, describe(code));
    this.#begin = seconds;
  }

  decode(requests: readonly SampleRequest[], tap?: FrameTap): void {
    const streams = requests.map((request) => new SampleStream(request));
    const packet = new Packet();
    const frame = new Frame();
    packet.alloc();
    frame.alloc();
    try {
      this.#decodeTo(streams, packet, frame, tap);
    } finally {
      for (const stream of streams) stream.close();
      packet.free();
      frame.free();
    }
  }

  check(): SoundCheck {
    const packet = new Packet();
    const frame = new Frame();
    packet.alloc();
    frame.alloc();
    try {
      return this.#checkWith(packet, frame);
    } finally {
      packet.free();
      frame.free();
    }
  }

  hash(): Uint8Array {
    const hash = createHash('sha256');
    const packet = new Packet();
    packet.alloc();
    try {
      while (this.#container.readFrameSync(packet) >= 0) {
        if (packet.streamIndex === this.#stream.index && packet.data !== null) hash.update(packet.data);
        packet.unref();
      }
    } finally {
      packet.free();
    }
    return hash.digest();
  }

  close(): void {
    this.#codec.freeContext();
    this.#container.closeInputSync();
    this.#path.release();
  }

  #checkWith(packet: Packet, frame: Frame): SoundCheck {
    const stored = this.#storedChecksum();
    const digest = stored === null ? null : new PcmDigest(stored.bitsPerSample);
    const { sampleRate } = this.info;
    let [samples, seconds, firstFault] = [0, 0, ''];
    // Faults followed by decoded audio, and faults at the end so far.
    let [faults, trailing] = [0, 0];
    const fault = (code: number): void => {
      trailing += 1;
      firstFault ||= describe(code);
    };
    const send = (next: Packet | null): void => {
      const sent = this.#codec.sendPacketSync(next);
      if (sent < 0 && sent !== AVERROR_EAGAIN) fault(sent);
      for (;;) {
        const code = this.#codec.receiveFrameSync(frame);
        if (code === AVERROR_EAGAIN || code === AVERROR_EOF) return;
        if (code < 0) return fault(code);
        faults += trailing;
        trailing = 0;
        samples += frame.nbSamples;
        seconds += frame.nbSamples / (frame.sampleRate || sampleRate);
        if (digest !== null) digest.push(interleavedSamples(frame));
        frame.unref();
      }
    };
    for (;;) {
      const code = this.#container.readFrameSync(packet);
      if (code < 0) {
        if (code !== AVERROR_EOF) fault(code);
        send(null);
        break;
      }
      if (packet.streamIndex === this.#stream.index) send(packet);
      packet.unref();
    }
    if (samples === 0) throw new DecodeError('NO_SOUND', 'No sound could be decoded', firstFault);
    // After the audio of an MP3 there may be anything: old lyrics, padding.
    if (!this.info.codec.startsWith('mp3')) faults += trailing;
    const checksum =
      stored === null || digest === null
        ? null
        : { agrees: digest.hex() === stored.md5, duration: (stored.samples || samples) / sampleRate };
    return { duration: seconds, faults, firstFault: faults > 0 ? firstFault : '', checksum };
  }

  /** The STREAMINFO of a FLAC file; null for other formats, and where the encoder stored no checksum. */
  #storedChecksum(): FlacStreamInfo | null {
    const { extradata } = this.#stream.codecpar;
    const stored = this.info.codec === 'flac' && extradata !== null ? readStreamInfo(extradata) : null;
    return stored?.md5 ? stored : null;
  }

  #decodeTo(streams: readonly SampleStream[], packet: Packet, frame: Frame, tap: FrameTap | undefined): void {
    let samples = 0;
    let lastError = '';
    const send = (next: Packet | null): void => {
      const code = this.#codec.sendPacketSync(next);
      if (code < 0 && code !== AVERROR_EAGAIN) lastError = describe(code);
      while (this.#codec.receiveFrameSync(frame) >= 0) {
        const taken = this.#distribute(streams, frame, samples);
        if (taken > 0 && tap?.wants(samples, taken)) showFrame(tap, frame, this.#shape!, taken, samples);
        samples += taken;
        frame.unref();
      }
    };
    while (!streams.every((stream) => stream.done)) {
      const code = this.#container.readFrameSync(packet);
      if (code < 0) {
        // The end of the file, or an unreadable part: nothing follows in either case.
        send(null);
        for (const stream of streams) stream.finish();
        break;
      }
      if (packet.streamIndex === this.#stream.index) send(packet);
      packet.unref();
    }
    if (samples === 0) throw new DecodeError('NO_SOUND', 'No sound could be decoded', lastError);
  }

  /** Passes a frame to all streams. `before`: samples before it. @returns how many of its samples count */
  #distribute(streams: readonly SampleStream[], frame: Frame, before: number): number {
    const { nbSamples } = frame;
    this.#shape = frameShape(frame, this.#shape);
    const { sampleRate } = this.#shape;
    if (nbSamples <= 0 || sampleRate <= 0) return 0;
    if (before === 0 && this.#begin > 0) {
      // A seek ends before the requested sample: the samples between are decoded and dropped.
      const early = this.#begin - this.#frameTime(frame);
      if (early >= nbSamples / sampleRate) return 0;
      for (const stream of streams) stream.skip(Math.max(0, Math.round(early * stream.request.rate)));
    }
    for (const stream of streams) stream.push(frame, this.#shape, nbSamples, before / sampleRate);
    return nbSamples;
  }

  #frameTime(frame: Frame): number {
    if (frame.pts === AV_NOPTS_VALUE) return this.#begin;
    const { num, den } = this.#stream.timeBase;
    return (Number(frame.pts - this.#startTimestamp()) * num) / den;
  }

  #startTimestamp(): bigint {
    return this.#stream.startTime === AV_NOPTS_VALUE ? 0n : this.#stream.startTime;
  }

  #openContainer(): void {
    this.#openInput(`file:${this.#path.name}`, 'file');
    if (STREAMS.has(this.#container.iformat?.name ?? '')) this.#leaveOutEmptyRest();
    const found = this.#container.findStreamInfoSync(null);
    if (found < 0) {
      throw new DecodeError('OPEN_FAILED', 'Could not find stream information in the file', describe(found));
    }
  }

  #openInput(url: string, protocols: string): void {
    const options = Dictionary.fromObject({ protocol_whitelist: protocols, format_whitelist: CONTAINERS.join(',') });
    const opened = this.#container.openInputSync(url, null, options);
    if (opened < 0) throw new DecodeError('OPEN_FAILED', 'Could not open the input file', describe(opened));
  }

  /** The search for a frame cannot be ended from here: the decoder does not get to see where there is none. */
  #leaveOutEmptyRest(): void {
    const end = emptyRest(Buffer.from(this.#path.name));
    if (end === null) return;
    // One that was closed reads nothing any more.
    this.#container.closeInputSync();
    this.#container = new FormatContext();
    this.#openInput(`subfile,,start,0,end,${end},,:file:${this.#path.name}`, 'file,subfile');
  }

  #selectStream(): Stream {
    const index = this.#container.findBestStream(AVMEDIA_TYPE_AUDIO);
    const { streams } = this.#container;
    const selected = streams[index];
    if (index < 0 || selected === undefined) {
      throw new DecodeError('NO_AUDIO_STREAM', 'Could not find any audio stream in the file', describe(index));
    }
    for (const stream of streams) if (stream.index !== index) stream.discard = AVDISCARD_ALL;
    return selected;
  }

  #openCodec(): AudioInfo {
    const { codecpar: parameters } = this.#stream;
    const codec = Codec.findDecoder(parameters.codecId);
    if (codec === null) {
      throw new DecodeError('UNSUPPORTED_CODEC', 'There is no decoder for the audio of this file', '');
    }
    this.#codec.allocContext3(codec);
    this.#codec.parametersToContext(parameters);
    this.#codec.pktTimebase = this.#stream.timeBase;
    // The pool has a process for every core: threads inside the decoder would only wait for each other.
    this.#codec.threadCount = 1;
    const code = this.#codec.open2Sync(codec, null);
    if (code < 0) {
      throw new DecodeError('UNSUPPORTED_CODEC', 'Could not open the decoder for this file', describe(code));
    }
    const { sampleRate } = this.#codec;
    return {
      duration: this.#duration(),
      samples: this.#samples(sampleRate),
      sampleRate,
      channels: this.#codec.channels,
      bitsPerSample: parameters.bitsPerRawSample || parameters.bitsPerCodedSample,
      codec: codec.name ?? '',
    };
  }

  #samples(sampleRate: number): number {
    const { duration, timeBase } = this.#stream;
    if (duration === AV_NOPTS_VALUE) return Math.round(this.#duration() * sampleRate);
    return Number((duration * BigInt(timeBase.num) * BigInt(sampleRate)) / BigInt(timeBase.den));
  }

  /** As fpcalc computes it: the stream's own duration before the container's, whole milliseconds. */
  #duration(): number {
    const { duration, timeBase } = this.#stream;
    if (duration !== AV_NOPTS_VALUE) {
      return Number((1000n * BigInt(timeBase.num) * duration) / BigInt(timeBase.den)) / 1000;
    }
    const whole = this.#container.duration;
    return whole === AV_NOPTS_VALUE || whole < 0n ? 0 : Number((1000n * whole) / 1_000_000n) / 1000;
  }
}

/** FFmpeg's sample formats: how their samples are read, and their full scale. The planar ones follow in this order. */
const SAMPLE_FORMATS: readonly {
  readonly read: (bytes: Uint8Array, count: number) => RawSamples;
  readonly fullScale: number;
}[] = [
  // Bytes are unsigned, with the middle at 128: nothing is measured on them.
  { read: (bytes, count) => new Uint8Array(bytes.buffer, bytes.byteOffset, count), fullScale: 0 },
  { read: (bytes, count) => new Int16Array(bytes.buffer, bytes.byteOffset, count), fullScale: 2 ** 15 },
  { read: (bytes, count) => new Int32Array(bytes.buffer, bytes.byteOffset, count), fullScale: 2 ** 31 },
  { read: (bytes, count) => new Float32Array(bytes.buffer, bytes.byteOffset, count), fullScale: 1 },
  { read: (bytes, count) => new Float64Array(bytes.buffer, bytes.byteOffset, count), fullScale: 1 },
];

/** Shows a frame to a tap, unless its samples are of a form that cannot be read. */
function showFrame(tap: FrameTap, frame: Frame, shape: FrameShape, samples: number, start: number): void {
  const planar = shape.sampleFormat >= SAMPLE_FORMATS.length;
  const form = SAMPLE_FORMATS[shape.sampleFormat - (planar ? SAMPLE_FORMATS.length : 0)];
  const { data } = frame;
  if (form === undefined || form.fullScale === 0 || data === null) return;
  const { sampleRate: rate } = shape;
  const planes = (planar ? data.slice(0, shape.channels) : data.slice(0, 1)).map((bytes) =>
    form.read(bytes, planar ? samples : samples * shape.channels),
  );
  if (planes.length === 0) return;
  // FFmpeg hands out eight planes at most.
  const channels = planar ? planes.length : shape.channels;
  tap.take({ start, samples, channels, rate, planes, fullScale: form.fullScale });
}

/** The samples of a frame of FLAC, which are interleaved. Valid until the frame is let go. */
function interleavedSamples(frame: Frame): Int16Array | Int32Array {
  const bytes = frame.data?.[0];
  const count = frame.nbSamples * frame.channels;
  if (bytes !== undefined && frame.format === AV_SAMPLE_FMT_S16) {
    return new Int16Array(bytes.buffer, bytes.byteOffset, count);
  }
  if (bytes !== undefined && frame.format === AV_SAMPLE_FMT_S32) {
    return new Int32Array(bytes.buffer, bytes.byteOffset, count);
  }
  throw new DecodeError('UNSUPPORTED_CODEC', 'The decoder hands out this sound in a form that has no checksum', '');
}

function openPath(path: Uint8Array): ReadablePath {
  try {
    return readablePath(path);
  } catch (error) {
    const reason = error instanceof Error && 'errno' in error ? describe(Number(error.errno)) : String(error);
    throw new DecodeError('OPEN_FAILED', 'Could not open the input file', reason);
  }
}

/** FFmpeg's message for an error code; system errors are negative errno values, which it knows too. */
function describe(code: number): string {
  return FFmpegError.strerror(code);
}
