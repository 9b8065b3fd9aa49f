/**
 * Values from the bytes of a message, in either byte order. Any bytes are read to the end or refused with a BusError:
 * lengths are those of the message, and nesting has a limit.
 */
import { BusError } from './bus-error.ts';
import { alignmentOf, completeTypes, memberTypes, type BusValue } from './bus-types.ts';

const MOST_LEVELS = 64;

export class ValueReader {
  readonly #bytes: DataView;
  readonly #little: boolean;
  #at = 0;

  /** @param bytes the message from its first byte on, which alignment counts from */
  constructor(bytes: Uint8Array, littleEndian: boolean) {
    this.#bytes = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#little = littleEndian;
  }

  /** One value for each type of the signature. @throws BusError */
  read(signature: string): BusValue[] {
    return completeTypes(signature).map((type) => this.#value(type, 0));
  }

  align(to: number): void {
    this.#room((to - (this.#at % to)) % to);
  }

  #value(type: string, level: number): BusValue {
    if (level > MOST_LEVELS) throw new BusError('a message is nested too deeply');
    this.align(alignmentOf(type));
    const little = this.#little;
    switch (type[0]) {
      case 'y':
        return this.#bytes.getUint8(this.#room(1));
      case 'b':
        return this.#bytes.getUint32(this.#room(4), little) !== 0;
      case 'n':
        return this.#bytes.getInt16(this.#room(2), little);
      case 'q':
        return this.#bytes.getUint16(this.#room(2), little);
      case 'i':
        return this.#bytes.getInt32(this.#room(4), little);
      case 'u':
      case 'h':
        return this.#bytes.getUint32(this.#room(4), little);
      case 'x':
        return Number(this.#bytes.getBigInt64(this.#room(8), little));
      case 't':
        return Number(this.#bytes.getBigUint64(this.#room(8), little));
      case 'd':
        return this.#bytes.getFloat64(this.#room(8), little);
      case 's':
      case 'o':
        return this.#text(this.#bytes.getUint32(this.#room(4), little));
      case 'g':
        return this.#text(this.#bytes.getUint8(this.#room(1)));
      case 'v': {
        const inner = this.#text(this.#bytes.getUint8(this.#room(1)));
        if (completeTypes(inner).length !== 1) throw new BusError(`"${inner}" is no type of one value`);
        return { type: inner, value: this.#value(inner, level + 1) };
      }
      case 'a':
        return this.#array(type.slice(1), level);
      default:
        return memberTypes(type).map((member) => this.#value(member, level + 1));
    }
  }

  #array(type: string, level: number): BusValue {
    const length = this.#bytes.getUint32(this.#room(4), this.#little);
    this.align(alignmentOf(type));
    const end = this.#at + length;
    if (end > this.#bytes.byteLength) throw new BusError('an array is longer than its message');
    const values: BusValue[] = [];
    while (this.#at < end) {
      const before = this.#at;
      values.push(this.#value(type, level + 1));
      if (this.#at === before) throw new BusError('an array has elements without bytes');
    }
    if (!type.startsWith('{')) return values;
    return Object.fromEntries((values as [string, BusValue][]).map(([key, value]) => [String(key), value]));
  }

  #text(length: number): string {
    const at = this.#room(length + 1);
    return Buffer.from(this.#bytes.buffer, this.#bytes.byteOffset + at, length).toString('utf8');
  }

  /** Steps over bytes. @returns where they begin @throws BusError where the message ends before */
  #room(count: number): number {
    const at = this.#at;
    if (at + count > this.#bytes.byteLength) throw new BusError('a message ends too early');
    this.#at += count;
    return at;
  }
}
