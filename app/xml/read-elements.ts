/** Reads an XML file that is a list of elements, one element at a time, each as a small tree. */
import type { XmlEvent } from './read-xml.ts';
import { XmlError } from './xml-error.ts';

export interface XmlElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  /** The text in front of, between and behind the children. */
  readonly text: string;
  readonly children: readonly XmlElement[];
}

/** Elements inside one element of the list. */
const MOST_ELEMENTS = 2_000_000;

/**
 * The elements called `item` in the outermost element, which is called `list`; others are passed over.
 * @throws XmlError where the outermost element has another name
 */
export function* readElements(events: Iterable<XmlEvent>, list: string, item: string): Generator<XmlElement> {
  const open: { name: string; attributes: ReadonlyMap<string, string>; text: string; children: XmlElement[] }[] = [];
  let count = 0;
  for (const event of events) {
    const at = open.at(-1);
    if (event.type === 'text') {
      if (open.length > 1) at!.text += event.text;
    } else if (event.type === 'open') {
      if (open.length === 0 && event.name !== list) throw notTheList(list, event.name);
      if (open.length === 1) count = 0;
      if (++count > MOST_ELEMENTS) throw new XmlError(`<${item}> holds too many elements`);
      open.push({ name: event.name, attributes: event.attributes, text: '', children: [] });
    } else {
      const closed = open.pop()!;
      if (open.length > 1) open.at(-1)!.children.push(closed);
      else if (open.length === 1 && closed.name === item) yield closed;
    }
  }
}

function notTheList(list: string, name: string): XmlError {
  return new XmlError(`the file begins with <${name}>, not with <${list}>`);
}
