/** The samples of a track from a place on, as the service decodes it while they are read: nothing is read ahead. */
import { frameBytes, readWavHeader, samplesOf, WAV_HEADER_BYTES, type PcmFormat } from './wav-reader.ts';

export interface PcmStream {
  readonly format: PcmFormat;
  /** The next samples of each channel, `frames` of them or what is left; `null` at the end. */
  read(frames: number): Promise<Float32Array<ArrayBuffer>[] | null>;
  /** Ends it; a read that waits fails. */
  close(): void;
}

/**
 * @param position seconds from the begin
 * @throws Error where the service has no sound for it
 */
export async function openPcmStream(track: number, position: number): Promise<PcmStream> {
  const abort = new AbortController();
  const address = `/media/${track}?as=wav`;
  let body = await fetchBytes(address, {}, abort.signal);
  const format = readWavHeader(await body.take(WAV_HEADER_BYTES));
  const from = Math.round(position * format.rate);
  if (from > 0) {
    await body.cancel();
    const range = `bytes=${WAV_HEADER_BYTES + from * frameBytes(format)}-`;
    body = await fetchBytes(address, { range }, abort.signal);
  }
  return {
    format,
    async read(frames) {
      const bytes = await body.take(frames * frameBytes(format));
      return bytes.length < frameBytes(format) ? null : samplesOf(bytes, format);
    },
    close: () => abort.abort(),
  };
}

/** A body that is taken in pieces of any length. */
interface Bytes {
  /** The next bytes: as many, or those that are left. */
  take(length: number): Promise<Uint8Array>;
  cancel(): Promise<void>;
}

async function fetchBytes(address: string, headers: Record<string, string>, signal: AbortSignal): Promise<Bytes> {
  const answer = await fetch(address, { headers, signal });
  // Beyond the last sample there is nothing to read, which is no error.
  if (answer.status === 416) return { take: () => Promise.resolve(new Uint8Array()), cancel: () => Promise.resolve() };
  if (!answer.ok || answer.body === null) throw new Error(await answer.text());
  const reader = answer.body.getReader();
  let pieces: Uint8Array[] = [];
  let held = 0;
  let ended = false;
  return {
    async take(length) {
      while (held < length && !ended) {
        const { value, done } = await reader.read();
        ended = done;
        if (value === undefined) continue;
        pieces.push(value);
        held += value.length;
      }
      const all = new Uint8Array(held);
      let at = 0;
      for (const piece of pieces) {
        all.set(piece, at);
        at += piece.length;
      }
      pieces = length < held ? [all.subarray(length)] : [];
      held = Math.max(0, held - length);
      return all.subarray(0, length);
    },
    cancel: () => reader.cancel(),
  };
}
