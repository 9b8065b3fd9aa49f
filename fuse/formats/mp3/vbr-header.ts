/**
 * The headers that encoders hide in the first MPEG frame: Xing/Info with LAME's extension, and Fraunhofer's VBRI.
 * They say how many frames follow, and LAME how many samples at both ends are filling.
 *
 * Sources: "Mp3 Info Tag revision 1" (gabriel.mp3-tech.org), "MPEG Audio Frame Header" (Windszus), LAME's VbrTag.
 */
import type { FrameHeader } from './frame-header.ts';

export interface VbrHeader {
  /** Frames, the one with this header not counted; 0 when it does not say. */
  readonly frames: number;
  /** Bytes of the stream, this frame included; 0 when it does not say. */
  readonly bytes: number;
  /** Samples at the beginning and the end that are not music. */
  readonly filling: number;
}

const NO_FILLING = 0;

/** The header inside the frame at `bytes[i, end)`, or `null`. */
export function parseVbrHeader(bytes: Buffer, i: number, end: number, frame: FrameHeader): VbrHeader | null {
  const sideInformation = frame.version === 1 ? (frame.channels === 1 ? 17 : 32) : frame.channels === 1 ? 9 : 17;
  const xing = i + 4 + sideInformation;
  if (xing + 8 <= end) {
    const magic = bytes.readUInt32BE(xing);
    if (magic === 0x58696e67 || magic === 0x496e666f) return parseXing(bytes, xing, end);
  }
  const vbri = i + 4 + 32;
  if (vbri + 18 <= end && bytes.readUInt32BE(vbri) === 0x56425249) {
    return { frames: bytes.readUInt32BE(vbri + 14), bytes: bytes.readUInt32BE(vbri + 10), filling: NO_FILLING };
  }
  return null;
}

function parseXing(bytes: Buffer, i: number, end: number): VbrHeader {
  const flags = bytes.readUInt32BE(i + 4);
  let at = i + 8;
  let frames = 0;
  if ((flags & 1) !== 0 && at + 4 <= end) {
    frames = bytes.readUInt32BE(at);
    at += 4;
  }
  let length = 0;
  if ((flags & 2) !== 0) {
    if (at + 4 <= end) length = bytes.readUInt32BE(at);
    at += 4;
  }
  if ((flags & 4) !== 0) at += 100;
  if ((flags & 8) !== 0) at += 4;
  // LAME and libavcodec put nine characters of their name here; delay and padding follow 21 bytes behind.
  if (at + 24 > end || bytes[at] === 0) return { frames, bytes: length, filling: NO_FILLING };
  return {
    frames,
    bytes: length,
    filling: (bytes.readUIntBE(at + 21, 3) >>> 12) + (bytes.readUIntBE(at + 21, 3) & 0xfff),
  };
}
