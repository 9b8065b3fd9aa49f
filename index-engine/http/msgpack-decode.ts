/**
 * Decodes the part of MessagePack (github.com/msgpack/msgpack, spec.md) that the protocol needs: nil, booleans, numbers,
 * strings, arrays and maps with string keys. Safe for any input: memory is allocated in proportion to it, and nesting is
 * limited.
 */

/**
 * A decoded value. Maps are `Map`, so that no key can reach a prototype. Longer arrays that hold only whole numbers below
 * 2^32, nearly all bytes of this protocol, are typed arrays.
 */
export type MsgpackValue = null | boolean | number | string | MsgpackValue[] | Uint32Array | Map<string, MsgpackValue>;

export class MsgpackError extends Error {}

const MAX_DEPTH = 16;
/** Arrays from this length on are typed if they hold only numbers. */
const TYPED_LENGTH = 8;
const textDecoder = new TextDecoder('utf-8', { fatal: true });

/** Decodes exactly one value. Throws `MsgpackError`. */
export function decodeMsgpack(bytes: Uint8Array): MsgpackValue {
  const decoder = new Decoder(bytes);
  const value = decoder.value(0);
  if (!decoder.atEnd) throw new MsgpackError('bytes follow the value');
  return value;
}

class Decoder {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #position = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get atEnd(): boolean {
    return this.#position === this.#bytes.length;
  }

  value(depth: number): MsgpackValue {
    if (depth > MAX_DEPTH) throw new MsgpackError('it is nested too deeply');
    const type = this.#bytes[this.#take(1)]!;
    if (type < 0x80) return type;
    if (type < 0x90) return this.#map(type & 0x0f, depth);
    if (type < 0xa0) return this.#array(type & 0x0f, depth);
    if (type < 0xc0) return this.#string(type & 0x1f);
    if (type >= 0xe0) return type - 0x100;
    switch (type) {
      case 0xc0:
        return null;
      case 0xc2:
        return false;
      case 0xc3:
        return true;
      case 0xca:
        return this.#view.getFloat32(this.#take(4));
      case 0xcb:
        return this.#view.getFloat64(this.#take(8));
      case 0xcc:
        return this.#view.getUint8(this.#take(1));
      case 0xcd:
        return this.#view.getUint16(this.#take(2));
      case 0xce:
        return this.#view.getUint32(this.#take(4));
      case 0xcf:
        return Number(this.#view.getBigUint64(this.#take(8)));
      case 0xd0:
        return this.#view.getInt8(this.#take(1));
      case 0xd1:
        return this.#view.getInt16(this.#take(2));
      case 0xd2:
        return this.#view.getInt32(this.#take(4));
      case 0xd3:
        return Number(this.#view.getBigInt64(this.#take(8)));
      case 0xd9:
        return this.#string(this.#view.getUint8(this.#take(1)));
      case 0xda:
        return this.#string(this.#view.getUint16(this.#take(2)));
      case 0xdb:
        return this.#string(this.#view.getUint32(this.#take(4)));
      case 0xdc:
        return this.#array(this.#view.getUint16(this.#take(2)), depth);
      case 0xdd:
        return this.#array(this.#view.getUint32(this.#take(4)), depth);
      case 0xde:
        return this.#map(this.#view.getUint16(this.#take(2)), depth);
      case 0xdf:
        return this.#map(this.#view.getUint32(this.#take(4)), depth);
      default:
        throw new MsgpackError(`this protocol does not have the type 0x${type.toString(16)}`);
    }
  }

  #array(length: number, depth: number): MsgpackValue[] | Uint32Array {
    this.#expect(length);
    if (length >= TYPED_LENGTH) {
      const numbers = this.#u32Array(length);
      if (numbers !== undefined) return numbers;
    }
    const values: MsgpackValue[] = [];
    for (let i = 0; i < length; i++) values.push(this.value(depth + 1));
    return values;
  }

  /** Reads `length` unsigned numbers of at most 32 bits; reads nothing and returns undefined when a value is of another type. */
  #u32Array(length: number): Uint32Array | undefined {
    const bytes = this.#bytes;
    const numbers = new Uint32Array(length);
    let at = this.#position;
    for (let i = 0; i < length; i++) {
      const type = bytes[at]!;
      if (type < 0x80) {
        numbers[i] = type;
        at += 1;
      } else if (type === 0xce && at + 5 <= bytes.length) {
        numbers[i] = (bytes[at + 1]! << 24) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 8) | bytes[at + 4]!;
        at += 5;
      } else if (type === 0xcd && at + 3 <= bytes.length) {
        numbers[i] = (bytes[at + 1]! << 8) | bytes[at + 2]!;
        at += 3;
      } else if (type === 0xcc && at + 2 <= bytes.length) {
        numbers[i] = bytes[at + 1]!;
        at += 2;
      } else {
        return undefined;
      }
    }
    this.#position = at;
    return numbers;
  }

  #map(length: number, depth: number): Map<string, MsgpackValue> {
    this.#expect(length * 2);
    const values = new Map<string, MsgpackValue>();
    for (let i = 0; i < length; i++) {
      const key = this.value(MAX_DEPTH);
      if (typeof key !== 'string') throw new MsgpackError('a key is not a string');
      values.set(key, this.value(depth + 1));
    }
    return values;
  }

  #string(length: number): string {
    const start = this.#take(length);
    try {
      return textDecoder.decode(this.#bytes.subarray(start, start + length));
    } catch {
      throw new MsgpackError('a string is not UTF-8');
    }
  }

  /** Checks that the input can still hold so many values, of at least a byte each. */
  #expect(values: number): void {
    if (values > this.#bytes.length - this.#position) throw new MsgpackError('it ends too early');
  }

  #take(length: number): number {
    const start = this.#position;
    if (length > this.#bytes.length - start) throw new MsgpackError('it ends too early');
    this.#position = start + length;
    return start;
  }
}
