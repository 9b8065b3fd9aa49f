/**
 * Encodes the part of MessagePack (github.com/msgpack/msgpack, spec.md) that the protocol needs.
 */

/** A value that can be encoded. Undefined members of objects are left out; typed arrays become arrays of numbers. */
export type MsgpackInput =
  | null
  | boolean
  | number
  | string
  | Uint32Array
  | readonly MsgpackInput[]
  | { readonly [key: string]: MsgpackInput | undefined };

/** Encodes a value; each number takes as few bytes as possible. */
export function encodeMsgpack(value: MsgpackInput): Uint8Array {
  const encoder = new Encoder();
  encoder.value(value);
  return encoder.result();
}

class Encoder {
  #bytes = Buffer.allocUnsafe(256);
  #length = 0;

  result(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  value(value: MsgpackInput): void {
    if (value === null) this.#byte(0xc0);
    else if (typeof value === 'boolean') this.#byte(value ? 0xc3 : 0xc2);
    else if (typeof value === 'number') this.#number(value);
    else if (typeof value === 'string') this.#string(value);
    else if (value instanceof Uint32Array) this.#u32Array(value);
    else if (Array.isArray(value)) this.#array(value as readonly MsgpackInput[]);
    else this.#map(value as { readonly [key: string]: MsgpackInput | undefined });
  }

  #number(value: number): void {
    if (Number.isInteger(value) && value >= 0 && value <= Number.MAX_SAFE_INTEGER) this.#unsigned(value);
    else if (Number.isInteger(value) && value < 0 && value >= -0x80000000) {
      if (value >= -0x20) this.#byte(value + 0x100);
      else this.#u32(0xd2, value >>> 0);
    } else {
      const at = this.#typed(0xcb, 8);
      this.#bytes.writeDoubleBE(value, at);
    }
  }

  #unsigned(value: number): void {
    if (value < 0x80) this.#byte(value);
    else if (value < 0x100) this.#u8(0xcc, value);
    else if (value < 0x10000) this.#u16(0xcd, value);
    else if (value < 2 ** 32) this.#u32(0xce, value);
    else {
      const at = this.#typed(0xcf, 8);
      this.#bytes.writeBigUInt64BE(BigInt(value), at);
    }
  }

  #string(value: string): void {
    const length = Buffer.byteLength(value);
    this.#header(length, 0xa0, 0x20, [0xd9, 0xda, 0xdb]);
    const at = this.#room(length);
    this.#bytes.write(value, at);
  }

  #array(values: readonly MsgpackInput[]): void {
    this.#header(values.length, 0x90, 0x10, [undefined, 0xdc, 0xdd]);
    for (const value of values) this.value(value);
  }

  #u32Array(values: Uint32Array): void {
    this.#header(values.length, 0x90, 0x10, [undefined, 0xdc, 0xdd]);
    for (const value of values) this.#unsigned(value);
  }

  #map(values: { readonly [key: string]: MsgpackInput | undefined }): void {
    const entries = Object.entries(values).filter(([, value]) => value !== undefined);
    this.#header(entries.length, 0x80, 0x10, [undefined, 0xde, 0xdf]);
    for (const [key, value] of entries) {
      this.#string(key);
      this.value(value!);
    }
  }

  /** Type and length of a string, array or map: one byte below `limit`, else a type of 8, 16 or 32 bits from `types`. */
  #header(length: number, short: number, limit: number, types: readonly [number | undefined, number, number]): void {
    if (length < limit) this.#byte(short + length);
    else if (length < 0x100 && types[0] !== undefined) this.#u8(types[0], length);
    else if (length < 0x10000) this.#u16(types[1], length);
    else this.#u32(types[2], length);
  }

  #u8(type: number, value: number): void {
    const at = this.#typed(type, 1);
    this.#bytes[at] = value;
  }

  #u16(type: number, value: number): void {
    const at = this.#typed(type, 2);
    this.#bytes.writeUInt16BE(value, at);
  }

  #u32(type: number, value: number): void {
    const at = this.#typed(type, 4);
    this.#bytes.writeUInt32BE(value, at);
  }

  #byte(value: number): void {
    const at = this.#room(1);
    this.#bytes[at] = value;
  }

  /** Writes a type byte and makes room for the bytes after it; returns their index. May replace the buffer. */
  #typed(type: number, bytes: number): number {
    const at = this.#room(1 + bytes);
    this.#bytes[at] = type;
    return at + 1;
  }

  /** Makes room for bytes at the end; returns their index. May replace the buffer. */
  #room(bytes: number): number {
    const at = this.#length;
    this.#length += bytes;
    if (this.#length > this.#bytes.length) {
      const larger = Buffer.allocUnsafe(Math.max(this.#length, this.#bytes.length * 2));
      this.#bytes.copy(larger, 0, 0, at);
      this.#bytes = larger;
    }
    return at;
  }
}
