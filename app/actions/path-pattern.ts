/**
 * A pattern for reading tags out of paths: a template of fields and text, such as `$albumartist/$album/$track $title`.
 * It is compared with the last names of a path, the file's without its extension. `$_` stands for anything, `[ ]` for
 * what may be missing.
 *
 * This is looser than the reverse of templates (`fuse/template/read-path.ts`), which wants exactly the path that the
 * template would give: files that nobody has named by the template have numbers with any zeros in front.
 *
 * Where a name can be read in several ways, sections are there rather than not, and the first field takes as little as
 * possible: "A - B - C" is `$artist - $title` with the artist A. A field of numbers takes numbers alone. The work is
 * bounded by the length of the name times that of the pattern.
 */
import { findField } from '../../fuse/fields/find-field.ts';
import type { Field } from '../../fuse/fields/field-table.ts';
import { inForm } from '../../fuse/fields/value-form.ts';
import { parseTemplate, type TemplateNode } from '../../fuse/template/parse.ts';
import { VALUE_SEPARATOR } from '../../fuse/template/template-values.ts';
import { editableField } from '../library/editable-field.ts';
import { ActionError } from './action.ts';

export type PathReading =
  | { readonly fields: Readonly<Record<string, readonly string[]>> }
  | { readonly refused: string };

export interface PathPattern {
  /** @param names folders from the library's folder down, and the name of the file without its extension */
  readonly read: (names: readonly string[]) => PathReading;
}

/** A part of one name. */
type Part =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'field'; readonly name: string; readonly typed: string; readonly field: Field | undefined }
  | { readonly kind: 'section'; readonly parts: readonly Part[] };

/** The field of a pattern whose text is not kept. */
const NOTHING = '_';

/** Steps in which a name must have been read: some ten times what a long one takes. */
const MOST_STEPS = 50_000;

/** A place on a record: its side and the number on it. A side alone could be any short word. */
const VINYL_PLACE = /^\p{L}{1,2}\d{1,2}$/u;
const WHOLE = /^\d{1,5}$/;

/** Sections of one name; each doubles the ways to read it. */
const MOST_SECTIONS = 8;

/** @throws TemplateError, ActionError for a pattern that cannot be read backwards */
export function compilePathPattern(source: string): PathPattern {
  const names = splitAtSlashes(parseTemplate(source));
  const readers = names.map((parts) => alternatives(parts));
  return {
    read: (path) => {
      const wanted = path.slice(-readers.length);
      if (wanted.length < readers.length) {
        return {
          refused: `“${source}” wants ${readers.length - 1} folders above the file, and there are ${path.length - 1} in the library's folder`,
        };
      }
      const found = new Map<string, string>();
      for (const [index, ways] of readers.entries()) {
        const name = wanted[index]!.normalize('NFC').trim();
        if (!ways.some((way) => readName(way, name, found))) {
          return { refused: `“${name}” does not fit “${sourceOf(names[index]!)}”` };
        }
      }
      found.delete(NOTHING);
      return { fields: Object.fromEntries(Array.from(found, ([field, text]) => [field, valuesOf(field, text)])) };
    },
  };
}

function splitAtSlashes(nodes: readonly TemplateNode[]): Part[][] {
  const names: Part[][] = [[]];
  for (const node of nodes) {
    if (node.kind !== 'text') {
      names.at(-1)!.push(partOf(node));
      continue;
    }
    for (const [index, text] of node.text.split('/').entries()) {
      if (index > 0) names.push([]);
      if (text !== '') names.at(-1)!.push({ kind: 'text', text: text.normalize('NFC') });
    }
  }
  if (names.length > 1 && names[0]!.length === 0) names.shift();
  if (names.some((parts) => parts.length === 0)) throw new ActionError('the pattern has a name without anything in it');
  return names;
}

function partOf(node: TemplateNode): Part {
  if (node.kind === 'call') {
    throw new ActionError(`a pattern cannot read what %${node.name}{} has made: use fields and text alone`);
  }
  if (node.kind === 'section') {
    const parts = node.body.map(partOf);
    if (parts.some((part) => part.kind === 'text' && part.text.includes('/'))) {
      throw new ActionError('the brackets of a pattern cannot go over folders');
    }
    return { kind: 'section', parts };
  }
  if (node.kind === 'text') return { kind: 'text', text: node.text.normalize('NFC') };
  const [name, ...more] = node.names;
  if (name === undefined || more.length > 0) throw new ActionError('a pattern names one field at a place, not several');
  if (name === NOTHING) return { kind: 'field', name, typed: name, field: undefined };
  const field = editableField(name);
  return { kind: 'field', name: field, typed: name, field: findField(field) };
}

/** The ways to read a name, with its sections and without: those with more of it first. */
function alternatives(parts: readonly Part[]): Part[][] {
  if (countSections(parts) > MOST_SECTIONS) throw new ActionError(`a name has at most ${MOST_SECTIONS} brackets`);
  return parts.reduce<Part[][]>(
    (ways, part) => {
      const choices = part.kind === 'section' ? [...alternatives(part.parts), []] : [[part]];
      return ways.flatMap((way) => choices.map((choice) => [...way, ...choice]));
    },
    [[]],
  );
}

function countSections(parts: readonly Part[]): number {
  return parts.reduce((sum, part) => sum + (part.kind === 'section' ? 1 + countSections(part.parts) : 0), 0);
}

/** Reads the whole of a name. @param found what other names have told; gets what this one tells, if it can be read */
function readName(parts: readonly Part[], name: string, found: Map<string, string>): boolean {
  const width = name.length + 1;
  const dead = new Set<number>();
  let steps = 0;
  const captured: [field: string, text: string][] = [];
  const known = (field: string): string | undefined =>
    captured.find(([other]) => other === field)?.[1] ?? found.get(field);
  const from = (index: number, at: number): boolean => {
    const part = parts[index];
    steps += 1;
    if (steps > MOST_STEPS) return false;
    if (part === undefined) return at === name.length;
    // What a field repeats depends on what came before: only patterns without repeats may remember dead ends.
    const key = index * width + at;
    if (dead.has(key)) return false;
    const isRead =
      part.kind === 'text' ? readText(part.text, index, at) : part.kind === 'field' && readField(part, index, at);
    if (!isRead && !repeats) dead.add(key);
    return isRead;
  };
  const fields = parts.flatMap((part) => (part.kind === 'field' && part.name !== NOTHING ? [part.name] : []));
  const repeats = new Set(fields).size < fields.length;
  const readText = (text: string, index: number, at: number): boolean =>
    name.startsWith(text, at) && from(index + 1, at + text.length);
  const readField = ({ name: field, field: row }: Part & { kind: 'field' }, index: number, at: number): boolean => {
    const before = field === NOTHING ? undefined : known(field);
    if (before !== undefined) return name.startsWith(before, at) && from(index + 1, at + before.length);
    for (let end = at + 1; end <= name.length; end += 1) {
      const text = name.slice(at, end);
      if (!fits(text, row)) continue;
      captured.push([field, text]);
      if (from(index + 1, end)) return true;
      captured.pop();
    }
    return false;
  };
  if (!from(0, 0)) return false;
  for (const [field, text] of captured) found.set(field, text);
  return true;
}

/** Whether a field can have this text as its value. */
function fits(text: string, field: Field | undefined): boolean {
  if (text.trim() === '') return false;
  const form = field?.form ?? 'text';
  if (form === 'position') return WHOLE.test(text) || VINYL_PLACE.test(text);
  return form === 'text' || inForm(text, form) !== null;
}

/** Numbers lose their zeros; a field of several values is split where a template would join them. */
function valuesOf(name: string, text: string): readonly string[] {
  const field = findField(name);
  if (field?.form === 'count' || field?.form === 'position') return [text.replace(/^0+(?=\d)/, '')];
  return field?.many ? text.split(VALUE_SEPARATOR).map((value) => value.trim()) : [text.trim()];
}

/** The pattern of one name, as it was typed. */
function sourceOf(parts: readonly Part[]): string {
  return parts
    .map((part) => {
      if (part.kind === 'text') return part.text;
      return part.kind === 'field' ? `$${part.typed}` : `[${sourceOf(part.parts)}]`;
    })
    .join('');
}
