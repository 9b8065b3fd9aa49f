/**
 * Reads a list that Python has pickled, item by item, as far as Quod Libet's library needs it: texts, bytes, numbers,
 * tuples, lists, dictionaries, and objects that are dictionaries.
 *
 * A pickle is a program for a stack machine, and Python's own reader calls whatever the program names. This reader
 * calls nothing: names of classes and functions are texts, an object is the dictionary of its items, and the one
 * call that it knows is that by which Python 3 writes bytes (`_codecs.encode`), which it does itself. Everything else is an
 * error. Format: PEP 307 and PEP 3154, protocols 2 to 5; method: the comments of Python's module pickletools.
 */
import { ImportSourceError } from '../import-source-error.ts';

export type PickleValue = string | number | boolean | null | Buffer | readonly PickleValue[] | PickleDictionary;
/** Keys that are bytes are read as UTF-8. */
export type PickleDictionary = Map<string, PickleValue>;

/** The name of a class or a function of Python. */
class Name {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** Where the arguments of a later step begin. */
const MARK = Symbol('mark');

type Entry = PickleValue | Name | typeof MARK;

/** Values on the stack: a list is filled from there a thousand items at a time. */
const MOST_VALUES = 4_000_000;
const CODEC = '_codecs.encode';

/** @throws ImportSourceError for everything that is not such a list */
export function* readPickledList(bytes: Buffer): Generator<PickleValue> {
  const machine = new Machine(bytes);
  for (;;) {
    if (!machine.step()) return;
    yield* machine.takeListed();
  }
}

class Machine {
  readonly #bytes: Buffer;
  #at = 0;
  #stack: Entry[] = [];
  /** Texts, numbers, bytes and names that are named again later. Lists and dictionaries never are. */
  readonly #memo = new Map<number, Entry>();
  #memoized = 0;
  /** The list that is read. */
  #list: PickleValue[] | null = null;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  /** The items that have come to the list since the last call. */
  takeListed(): readonly PickleValue[] {
    return this.#list === null || this.#list.length === 0 ? [] : this.#list.splice(0);
  }

  /** Does the next step. @returns false at the end */
  step(): boolean {
    const code = this.#byte();
    switch (code) {
      case 0x80: // PROTO
        if (this.#byte() > 5) throw this.#error('its protocol is newer than 5');
        break;
      case 0x95: // FRAME
        this.#take(8);
        break;
      case 0x2e: // STOP
        if (this.#list === null || this.#stack.length !== 1 || this.#stack[0] !== this.#list) {
          throw this.#error('it is no list');
        }
        return false;
      case 0x28: // MARK
        this.#push(MARK);
        break;
      case 0x30: // POP
        this.#stack.pop();
        break;
      case 0x4e: // NONE
        this.#push(null);
        break;
      case 0x88: // NEWTRUE
        this.#push(true);
        break;
      case 0x89: // NEWFALSE
        this.#push(false);
        break;
      default: {
        const isDone = this.#number(code) || this.#text(code) || this.#memory(code) || this.#container(code);
        if (!isDone) this.#object(code);
      }
    }
    return true;
  }

  #number(code: number): boolean {
    switch (code) {
      case 0x4b: // BININT1
        this.#push(this.#byte());
        return true;
      case 0x4d: // BININT2
        this.#push(this.#take(2).readUInt16LE());
        return true;
      case 0x4a: // BININT
        this.#push(this.#take(4).readInt32LE());
        return true;
      case 0x47: // BINFLOAT
        this.#push(this.#take(8).readDoubleBE());
        return true;
      case 0x8a: // LONG1
        this.#push(longOf(this.#take(this.#byte())));
        return true;
      default:
        return false;
    }
  }

  #text(code: number): boolean {
    switch (code) {
      case 0x58: // BINUNICODE
        this.#push(this.#take(this.#length()).toString());
        return true;
      case 0x8c: // SHORT_BINUNICODE
        this.#push(this.#take(this.#byte()).toString());
        return true;
      case 0x54: // BINSTRING
      case 0x42: // BINBYTES
        this.#push(this.#take(this.#length()));
        return true;
      case 0x55: // SHORT_BINSTRING
      case 0x43: // SHORT_BINBYTES
        this.#push(this.#take(this.#byte()));
        return true;
      default:
        return false;
    }
  }

  #memory(code: number): boolean {
    switch (code) {
      case 0x71: // BINPUT
        this.#remember(this.#byte());
        return true;
      case 0x72: // LONG_BINPUT
        this.#remember(this.#length());
        return true;
      case 0x94: // MEMOIZE
        this.#remember(this.#memoized);
        return true;
      case 0x68: // BINGET
        this.#recall(this.#byte());
        return true;
      case 0x6a: // LONG_BINGET
        this.#recall(this.#length());
        return true;
      default:
        return false;
    }
  }

  #container(code: number): boolean {
    switch (code) {
      case 0x5d: {
        // EMPTY_LIST
        const list: PickleValue[] = [];
        this.#list ??= list;
        this.#push(list);
        return true;
      }
      case 0x7d: // EMPTY_DICT
        this.#push(new Map());
        return true;
      case 0x29: // EMPTY_TUPLE
        this.#push([]);
        return true;
      case 0x85: // TUPLE1
      case 0x86: // TUPLE2
      case 0x87: // TUPLE3
        this.#push(Array.from({ length: code - 0x84 }, () => this.#value()).toReversed());
        return true;
      case 0x74: // TUPLE
        this.#push(this.#sinceMark());
        return true;
      case 0x61: // APPEND
        this.#extend([this.#value()]);
        return true;
      case 0x65: // APPENDS
        this.#extend(this.#sinceMark());
        return true;
      case 0x73: {
        // SETITEM
        const value = this.#value();
        this.#setItems([this.#value(), value]);
        return true;
      }
      case 0x75: // SETITEMS
        this.#setItems(this.#sinceMark());
        return true;
      default:
        return false;
    }
  }

  #object(code: number): void {
    switch (code) {
      case 0x63: // GLOBAL
        this.#push(new Name(`${this.#line()}.${this.#line()}`));
        break;
      case 0x93: {
        // STACK_GLOBAL
        const name = this.#value();
        this.#push(new Name(`${String(this.#value())}.${String(name)}`));
        break;
      }
      case 0x81: // NEWOBJ
        this.#value();
        if (!(this.#stack.pop() instanceof Name)) throw this.#error('an object has no class');
        this.#push(new Map());
        break;
      case 0x52: // REDUCE
        this.#call();
        break;
      case 0x62: // BUILD: attributes beside the items, which are not needed.
        this.#value();
        if (!(this.#stack.at(-1) instanceof Map)) throw this.#error('attributes belong to no object');
        break;
      default:
        throw this.#error(`its step 0x${code.toString(16)} is not known`);
    }
  }

  #call(): void {
    const given = this.#value();
    const called = this.#stack.pop();
    if (!(called instanceof Name) || called.text !== CODEC || !Array.isArray(given)) {
      throw this.#error(`it calls ${called instanceof Name ? called.text : 'something'}, which is not done`);
    }
    const [text, codec] = given as readonly PickleValue[];
    if (typeof text !== 'string' || codec !== 'latin1') throw this.#error('bytes are not written as Python does');
    this.#push(Buffer.from(text, 'latin1'));
  }

  #extend(items: readonly PickleValue[]): void {
    const list = this.#stack.at(-1);
    if (!Array.isArray(list)) throw this.#error('items belong to no list');
    for (const item of items) list.push(item);
  }

  #setItems(items: readonly PickleValue[]): void {
    const dictionary = this.#stack.at(-1);
    if (!(dictionary instanceof Map)) throw this.#error('items belong to no dictionary');
    for (let i = 0; i + 1 < items.length; i += 2) {
      const key = items[i]!;
      dictionary.set(Buffer.isBuffer(key) ? key.toString() : String(key), items[i + 1]!);
    }
  }

  #remember(index: number): void {
    const top = this.#stack.at(-1);
    this.#memoized++;
    if (top === undefined || top === MARK) throw this.#error('it keeps a value where there is none');
    if (!Array.isArray(top) && !(top instanceof Map)) this.#memo.set(index, top);
  }

  #recall(index: number): void {
    const value = this.#memo.get(index);
    if (value === undefined) throw this.#error('it names a value that it has not kept');
    this.#push(value);
  }

  #push(value: Entry): void {
    if (this.#stack.push(value) > MOST_VALUES) throw this.#error('it holds too many values at once');
  }

  /** Takes the value on top. */
  #value(): PickleValue {
    const value = this.#stack.pop();
    if (value === undefined || value === MARK) throw this.#error('a value is missing');
    if (value instanceof Name) throw this.#error(`${value.text} stands where a value belongs`);
    return value;
  }

  /** Takes the values above the last mark, and the mark. */
  #sinceMark(): PickleValue[] {
    const mark = this.#stack.lastIndexOf(MARK);
    if (mark === -1) throw this.#error('a mark is missing');
    const values = this.#stack.splice(mark).slice(1);
    const name = values.find((value) => value instanceof Name);
    if (name !== undefined) throw this.#error(`${(name as Name).text} stands where a value belongs`);
    return values as PickleValue[];
  }

  #byte(): number {
    return this.#take(1)[0]!;
  }

  /** Of a text: four bytes. */
  #length(): number {
    return this.#take(4).readUInt32LE();
  }

  #take(length: number): Buffer {
    if (this.#at + length > this.#bytes.length) throw this.#error('it ends too early');
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  #line(): string {
    const end = this.#bytes.indexOf(0x0a, this.#at);
    if (end === -1 || end - this.#at > 1000) throw this.#error('a name has no end');
    const line = this.#bytes.toString('utf8', this.#at, end);
    this.#at = end + 1;
    return line;
  }

  #error(what: string): ImportSourceError {
    return new ImportSourceError('BAD_SOURCE', `this is no pickle that can be read: ${what}, near byte ${this.#at}`);
  }
}

/** A whole number of any size, little-endian, in two's complement; those beyond 2⁵³ lose digits. */
function longOf(bytes: Buffer): number {
  const unsigned = bytes.reduceRight((sum, byte) => sum * 256 + byte, 0);
  return (bytes.at(-1) ?? 0) >= 0x80 ? unsigned - 256 ** bytes.length : unsigned;
}
