/**
 * The coders behind `Buffer.toString` and `Buffer.write`, which Node has as methods but leaves out of its types.
 * They skip the look-up of the encoding and are about twice as fast on the short texts that tags are made of.
 */
interface Buffer {
  latin1Slice(start: number, end: number): string;
  utf8Slice(start: number, end: number): string;
  ucs2Slice(start: number, end: number): string;
  latin1Write(text: string, offset: number): number;
  utf8Write(text: string, offset: number): number;
  ucs2Write(text: string, offset: number): number;
}
