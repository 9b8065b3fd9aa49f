/**
 * A square picture as a PNG file, 24 bits a pixel.
 *
 * Source: PNG specification (third edition), sections 5 and 9.
 */
import { crc32, deflateSync } from 'node:zlib';

/** Red, green and blue, from 0 to 1. */
export type Colour = readonly [red: number, green: number, blue: number];

const SIGNATURE = Buffer.from('\u0089PNG\r\n\u001a\n', 'latin1');
/** Each byte is told as its difference from the one of the pixel before, so that gradients become small. */
const SUB_FILTER = 1;

/** @param paint the colour of a point; `x` and `y` go from 0 to 1, from the left and from the top */
export function pngFile(size: number, paint: (x: number, y: number) => Colour): Buffer {
  const rowBytes = 1 + size * 3;
  const rows = Buffer.alloc(size * rowBytes);
  for (let y = 0; y < size; y++) {
    const row = y * rowBytes;
    rows[row] = SUB_FILTER;
    const before = [0, 0, 0];
    for (let x = 0; x < size; x++) {
      const colour = paint((x + 0.5) / size, (y + 0.5) / size);
      for (let part = 0; part < 3; part++) {
        const value = Math.round(Math.min(1, Math.max(0, colour[part]!)) * 255);
        rows[row + 1 + x * 3 + part] = value - before[part]!;
        before[part] = value;
      }
    }
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(size, 0);
  head.writeUInt32BE(size, 4);
  head.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(name: string, body: Uint8Array): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), body]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(body.length);
  check.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, check]);
}
