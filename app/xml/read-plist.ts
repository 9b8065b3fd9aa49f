/**
 * Reads property lists in XML, whose outermost value is a dictionary. Large parts come entry by entry: a library of
 * 100 000 tracks is never one value. Format: Apple's PropertyList-1.0.
 *
 * Dictionaries are Maps, so that no key of the file has a meaning of its own. Binary data is not read.
 */
import { readXml, type XmlEvent } from './read-xml.ts';
import { XmlError } from './xml-error.ts';

export type PlistValue = string | number | boolean | Date | null | readonly PlistValue[] | PlistDictionary;
export type PlistDictionary = ReadonlyMap<string, PlistValue>;

export interface PlistEntry {
  /** Key in the outermost dictionary. */
  readonly key: string;
  readonly value: PlistValue;
}

/**
 * The entries of the outermost dictionary. Of the dictionaries and arrays whose keys are in `parted` each value
 * is an entry by itself.
 * @throws XmlError
 */
export function* readPlist(pieces: Iterable<string>, parted: ReadonlySet<string>): Generator<PlistEntry> {
  const events = new Elements(readXml(pieces));
  events.expectOpen('plist');
  events.expectOpen('dict');
  for (let key = events.key(); key !== null; key = events.key()) {
    const opened = events.open();
    if (opened === null) throw malformed(`the key ${key} has no value`);
    if (!parted.has(key) || (opened !== 'dict' && opened !== 'array')) {
      yield { key, value: valueOf(opened, events) };
      continue;
    }
    yield* opened === 'dict' ? valuesOfDictionary(key, events) : valuesOfArray(key, events);
  }
}

function* valuesOfDictionary(key: string, events: Elements): Generator<PlistEntry> {
  while (events.key() !== null) {
    const opened = events.open();
    if (opened === null) throw malformed(`a key in ${key} has no value`);
    yield { key, value: valueOf(opened, events) };
  }
}

function* valuesOfArray(key: string, events: Elements): Generator<PlistEntry> {
  for (let opened = events.open(); opened !== null; opened = events.open()) {
    yield { key, value: valueOf(opened, events) };
  }
}

/** The value whose tag `name` was opened last. */
function valueOf(name: string, events: Elements): PlistValue {
  if (name === 'dict') {
    const entries = new Map<string, PlistValue>();
    for (let key = events.key(); key !== null; key = events.key()) {
      const opened = events.open();
      if (opened === null) throw malformed(`the key ${key} has no value`);
      entries.set(key, valueOf(opened, events));
    }
    return entries;
  }
  if (name === 'array') {
    const items: PlistValue[] = [];
    for (let opened = events.open(); opened !== null; opened = events.open()) items.push(valueOf(opened, events));
    return items;
  }
  return simpleValue(name, events.text());
}

function simpleValue(name: string, text: string): PlistValue {
  switch (name) {
    case 'string':
      return text;
    case 'integer':
    case 'real': {
      const number = Number(text.trim());
      return text.trim() === '' || !Number.isFinite(number) ? null : number;
    }
    case 'true':
      return true;
    case 'false':
      return false;
    case 'date': {
      const date = new Date(text.trim());
      return Number.isNaN(date.getTime()) ? null : date;
    }
    case 'data':
      return null;
    default:
      throw malformed(`<${name}> is no value`);
  }
}

function malformed(what: string): XmlError {
  return new XmlError(`this is no property list that can be read: ${what}`);
}

/** The events of XML, as a property list needs them: without the blanks between tags. */
class Elements {
  readonly #events: Iterator<XmlEvent>;

  constructor(events: Iterator<XmlEvent>) {
    this.#events = events;
  }

  /** The name of the tag that opens next; null where the element at hand is closed instead. */
  open(): string | null {
    for (;;) {
      const { value, done } = this.#events.next();
      if (done) throw malformed('it ends too early');
      const event: XmlEvent = value;
      if (event.type === 'open') return event.name;
      if (event.type === 'close') return null;
      if (event.text.trim() !== '') throw malformed('text lies between two values');
    }
  }

  /** Text up to the end of the element at hand, which holds nothing else. */
  text(): string {
    let text = '';
    for (;;) {
      const { value, done } = this.#events.next();
      if (done) throw malformed('it ends too early');
      const event: XmlEvent = value;
      if (event.type === 'close') return text;
      if (event.type === 'open') throw malformed(`<${event.name}> lies in a text`);
      text += event.text;
    }
  }

  /** The next key of the dictionary at hand; null at its end. */
  key(): string | null {
    const name = this.open();
    if (name === null) return null;
    if (name !== 'key') throw malformed(`<${name}> stands where a key belongs`);
    return this.text();
  }

  expectOpen(name: string): void {
    if (this.open() !== name) throw malformed(`it has no <${name}> where one belongs`);
  }
}
