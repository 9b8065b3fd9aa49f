/**
 * Files of formats that no program at hand can make: true headers in front of bytes that only look like audio.
 * Enough for everything that reads headers and tags; none of them can be played but the DSF file and the newer Monkey's
 * Audio file, which are silence.
 */
import { seededRandom } from './sources.ts';

export const HANDMADE = {
  "Monkey's Audio": { extension: 'ape', duration: 2, make: monkeysAudio },
  "old Monkey's Audio": { extension: 'ape', duration: 2, make: oldMonkeysAudio },
  'Musepack 7': { extension: 'mpc', duration: (77 * 1152 - 576) / 44_100, make: musepack7 },
  'Musepack 8': { extension: 'mpc', duration: 2, make: musepack8 },
  DSF: { extension: 'dsf', duration: 0.1, make: dsf },
} as const;

export type Handmade = keyof typeof HANDMADE;

function noise(length: number): Buffer {
  const random = seededRandom(length);
  return Buffer.from(Array.from({ length }, () => random(256)));
}

/**
 * Two frames that say "silence": a checksum with its highest bit set, the flag, and bytes that no decoder looks at.
 * @param length bytes of a frame
 */
function monkeysAudio(length = 1500): Buffer {
  const frame = Buffer.concat([Buffer.from([0, 0, 0, 0x80, 3, 0, 0, 0]), noise(length - 8)]);
  const head = Buffer.alloc(84);
  head.write('MAC ', 'latin1');
  head.writeUInt16LE(3990, 4);
  head.writeUInt32LE(52, 8);
  head.writeUInt32LE(24, 12);
  head.writeUInt32LE(8, 16);
  head.writeUInt32LE(2 * frame.length, 24);
  head.writeUInt16LE(2000, 52);
  head.writeUInt32LE(73_728, 56);
  head.writeUInt32LE(88_200 - 73_728, 60);
  head.writeUInt32LE(2, 64);
  head.writeUInt16LE(16, 68);
  head.writeUInt16LE(2, 70);
  head.writeUInt32LE(44_100, 72);
  head.writeUInt32LE(head.length, 76);
  head.writeUInt32LE(head.length + frame.length, 80);
  return Buffer.concat([head, frame, frame]);
}

function oldMonkeysAudio(): Buffer {
  const head = Buffer.alloc(32);
  head.write('MAC ', 'latin1');
  head.writeUInt16LE(3930, 4);
  head.writeUInt16LE(2000, 6);
  head.writeUInt16LE(2, 10);
  head.writeUInt32LE(44_100, 12);
  head.writeUInt32LE(2, 24);
  head.writeUInt32LE(88_200 - 73_728, 28);
  return Buffer.concat([head, noise(2000)]);
}

function musepack7(): Buffer {
  const head = Buffer.alloc(32);
  head.write('MP+\u0007', 'latin1');
  head.writeUInt32LE(77, 4);
  return Buffer.concat([head, noise(2000)]);
}

function musepack8(): Buffer {
  // 88200 samples as a number in bytes of seven bits; no silence; 44.1 kHz, 2 channels.
  const header = Buffer.from([0, 0, 0, 0, 8, 0x85, 0xb1, 0x08, 0, 0x00, 0x10]);
  const packet = (key: string, body: Buffer): Buffer =>
    Buffer.concat([Buffer.from(key), Buffer.from([body.length + 3]), body]);
  // Gain and peak of title and album, then frames and the end.
  return Buffer.concat([
    Buffer.from('MPCK'),
    packet('SH', header),
    packet('RG', Buffer.from([1, 0, 0, 0, 0, 0, 0, 0, 0])),
    packet('AP', noise(100)),
    packet('SE', Buffer.alloc(0)),
  ]);
}

function dsf(): Buffer {
  const blocks = Buffer.alloc(2 * 4096 * 9, 0x69);
  const head = Buffer.alloc(92);
  const length = (value: number, at: number): void => void head.writeBigUInt64LE(BigInt(value), at);
  head.write('DSD ', 'latin1');
  length(28, 4);
  length(head.length + blocks.length, 12);
  head.write('fmt ', 28, 'latin1');
  length(52, 32);
  head.writeUInt32LE(1, 40);
  head.writeUInt32LE(2, 48);
  head.writeUInt32LE(2, 52);
  head.writeUInt32LE(2_822_400, 56);
  head.writeUInt32LE(1, 60);
  length(282_240, 64);
  head.writeUInt32LE(4096, 72);
  head.write('data', 80, 'latin1');
  length(12 + blocks.length, 84);
  return Buffer.concat([head, blocks]);
}
