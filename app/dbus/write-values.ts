/** Values as bytes of a message, in little-endian order (D-Bus Specification, "Marshaling (Wire Format)"). */
import { BusError } from './bus-error.ts';
import { alignmentOf, completeTypes, memberTypes, type BusValue, type Variant } from './bus-types.ts';

export class ValueWriter {
  #bytes = Buffer.alloc(256);
  #length = 0;

  /** Adds one value for each type of the signature. @throws BusError for a value that the type does not take */
  write(signature: string, values: readonly BusValue[]): void {
    const types = completeTypes(signature);
    if (types.length !== values.length) throw new BusError(`"${signature}" takes ${types.length} values`);
    for (const [index, type] of types.entries()) this.#value(type, values[index]!);
  }

  align(to: number): void {
    this.#room((to - (this.#length % to)) % to);
  }

  get length(): number {
    return this.#length;
  }

  bytes(): Buffer {
    return Buffer.from(this.#bytes.subarray(0, this.#length));
  }

  #value(type: string, value: BusValue): void {
    this.align(alignmentOf(type));
    switch (type[0]) {
      case 'y':
        this.#put(1, (bytes, at) => bytes.writeUInt8(value as number, at));
        return;
      case 'b':
        this.#put(4, (bytes, at) => bytes.writeUInt32LE(value === true ? 1 : 0, at));
        return;
      case 'n':
        this.#put(2, (bytes, at) => bytes.writeInt16LE(value as number, at));
        return;
      case 'q':
        this.#put(2, (bytes, at) => bytes.writeUInt16LE(value as number, at));
        return;
      case 'i':
        this.#put(4, (bytes, at) => bytes.writeInt32LE(value as number, at));
        return;
      case 'u':
        this.#put(4, (bytes, at) => bytes.writeUInt32LE(value as number, at));
        return;
      case 'x':
        this.#put(8, (bytes, at) => bytes.writeBigInt64LE(BigInt(Math.round(value as number)), at));
        return;
      case 't':
        this.#put(8, (bytes, at) => bytes.writeBigUInt64LE(BigInt(Math.round(value as number)), at));
        return;
      case 'd':
        this.#put(8, (bytes, at) => bytes.writeDoubleLE(value as number, at));
        return;
      case 's':
      case 'o':
        this.#text(value as string, 4);
        return;
      case 'g':
        this.#text(value as string, 1);
        return;
      case 'v':
        this.#text((value as Variant).type, 1);
        this.#value((value as Variant).type, (value as Variant).value);
        return;
      case 'a':
        this.#array(type.slice(1), value);
        return;
      case '(':
        this.#members(memberTypes(type), value as readonly BusValue[]);
        return;
      default:
        throw new BusError(`values of the type "${type}" cannot be sent`);
    }
  }

  #array(type: string, value: BusValue): void {
    const lengthAt = this.#room(4);
    // The distance to the first element is no part of the length.
    this.align(alignmentOf(type));
    const start = this.#length;
    if (type.startsWith('{')) {
      for (const entry of Object.entries(value as Record<string, BusValue>)) {
        this.align(8);
        this.#members(memberTypes(type), entry);
      }
    } else {
      for (const one of value as readonly BusValue[]) this.#value(type, one);
    }
    this.#bytes.writeUInt32LE(this.#length - start, lengthAt);
  }

  #members(types: readonly string[], values: readonly BusValue[]): void {
    for (const [index, type] of types.entries()) this.#value(type, values[index]!);
  }

  /** Texts end with NUL, which they cannot contain. */
  #text(text: string, lengthBytes: 1 | 4): void {
    const coded = Buffer.from(text.replaceAll('\0', ''), 'utf8');
    if (lengthBytes === 4) this.#put(4, (bytes, at) => bytes.writeUInt32LE(coded.length, at));
    else this.#put(1, (bytes, at) => bytes.writeUInt8(coded.length, at));
    this.#put(coded.length + 1, (bytes, at) => coded.copy(bytes, at));
  }

  /** Writes into room of its own: making room may move the bytes. */
  #put(count: number, write: (bytes: Buffer, at: number) => unknown): void {
    const at = this.#room(count);
    write(this.#bytes, at);
  }

  /** Makes room for bytes, which are zero. @returns where they begin */
  #room(count: number): number {
    const at = this.#length;
    this.#length += count;
    if (this.#length > this.#bytes.length) {
      const larger = Buffer.alloc(Math.max(this.#length, this.#bytes.length * 2));
      this.#bytes.copy(larger);
      this.#bytes = larger;
    }
    return at;
  }
}
