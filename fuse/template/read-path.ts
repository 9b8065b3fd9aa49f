/**
 * Reads a path backwards: which tags a track must have so that the template gives it this path.
 *
 * The text of the template and what functions show are anchors; every field is what lies between them. All
 * possibilities are tried, and only those count under which the template renders exactly the wanted path. A
 * reading that changes fewer fields stands before every reading that changes these and others. If more than one
 * is left, the path is ambiguous, and nothing is guessed.
 */
import type { PartText, Template } from './template.ts';
import type { TemplateEntry } from './entry.ts';
import { trackPath, type TrackPath } from './format-path.ts';
import {
  patternOf,
  Reach,
  readableLength,
  type FieldPart,
  type PathPattern,
  type PatternText,
} from './path-pattern.ts';
import { nameOf, PathWalk, type ChangedField } from './path-walk.ts';
import { legalExtension, legalInside, withoutDistinction } from './sanitize.ts';
import { sameChanges, tagChanges, withChanges, type TagChanges } from './tag-changes.ts';

export type PathReading = { readonly fields: TagChanges } | { readonly refused: string };

export interface ReadPathOptions {
  /** Where a track with other tags would stand; told apart from no others unless told how. */
  readonly place?: (entry: TemplateEntry) => TrackPath;
  /** So many names at the end of the path, the file's included, may become what follows from the others. */
  readonly following?: number;
}

/** Steps in which a path must have been read: ten times what one of a hundred characters takes. */
const MOST_STEPS = 20_000;

const ALONE = { distinction: () => '' };

/**
 * @param entry the track as it is
 * @param wanted the path it shall have
 */
export function readPath(
  template: Template,
  entry: TemplateEntry,
  wanted: TrackPath,
  options: ReadPathOptions = {},
): PathReading {
  const ending = legalExtension(entry.extension);
  const name = withoutDistinction(wanted.name, entry.id).normalize('NFC');
  if (!name.endsWith(ending) || name.length === ending.length) {
    return { refused: `“${wanted.name}” does not end in “${ending}”, and what kind of file it is cannot be changed` };
  }
  const names = [
    ...wanted.folders.map((folder) => folder.normalize('NFC')),
    name.slice(0, name.length - ending.length),
  ];
  const search = new Search(
    template,
    entry,
    [...names.slice(0, -1), name],
    options.place ?? ((other) => trackPath(template, other)),
  );
  if (search.isThere()) return { fields: {} };
  const following = Math.min(options.following ?? 0, names.length);
  const whole = names.join('/');
  const begin = names
    .slice(0, names.length - following)
    .map((folder) => `${folder}/`)
    .join('');
  // Functions show what they show now, unless the path can only be read otherwise.
  for (const functionsChange of [false, true]) {
    const reading =
      search.read(whole, 0, functionsChange) ?? (following > 0 ? search.read(begin, following, functionsChange) : null);
    if (reading !== null) return reading;
  }
  return { refused: search.whyNot(following > 0 ? begin : whole, following) };
}

interface Found {
  readonly names: ReadonlySet<string>;
  readonly fields: TagChanges;
}

class Search {
  readonly #template: Template;
  readonly #entry: TemplateEntry;
  readonly #wanted: readonly string[];
  readonly #place: (entry: TemplateEntry) => TrackPath;
  readonly #pattern: PathPattern;
  readonly #shownNow = new Map<PartText, string>();
  #steps = 0;
  /** Of the paths that came out instead of the wanted one, the one most like it. */
  #instead = '';

  constructor(
    template: Template,
    entry: TemplateEntry,
    wanted: readonly string[],
    place: (entry: TemplateEntry) => TrackPath,
  ) {
    this.#template = template;
    this.#entry = entry;
    this.#wanted = wanted;
    this.#place = place;
    this.#pattern = patternOf(template);
  }

  /** Whether the track has that path already. */
  isThere(): boolean {
    return this.#verified([], 0) !== null;
  }

  /** `null` where the text cannot be read at all. */
  read(text: string, following: number, functionsChange: boolean): PathReading | null {
    const wanted = this.#textOf(text, following, functionsChange);
    const reach = new Reach(this.#pattern, wanted);
    if (!reach.has(this.#pattern.start, 0)) return null;
    const found: Found[] = [];
    const all = new Set(this.#pattern.nodes.flatMap((node) => (node.kind === 'field' ? [nameOf(node.part)] : []))).size;
    for (let changes = 0; changes <= all; changes += 1) {
      const fewer = found.map(({ names }) => names);
      const walk = new PathWalk(this.#pattern, wanted, reach, this, fewer, changes);
      for (const changed of walk.readings()) {
        const fields = this.#verified(changed, following);
        if (fields !== null && !found.some((other) => sameChanges(other.fields, fields))) {
          found.push({ names: new Set(changed.map(({ part }) => nameOf(part))), fields });
        }
      }
      if (this.#steps > MOST_STEPS) return { refused: `“${this.#wanted.join('/')}” can be read in too many ways` };
    }
    const [only] = found;
    if (only === undefined) return null;
    if (found.length === 1) return { fields: only.fields };
    const names = [...new Set(found.flatMap(({ fields }) => Object.keys(fields)))].sort();
    return {
      refused: `“${this.#wanted.join('/')}” can be read in several ways: what belongs to ${names.join(' and what to ')} is not certain`,
    };
  }

  whyNot(text: string, following: number): string {
    if (this.#instead !== '') return `with these tags it would be “${this.#instead}”, not “${this.#wanted.join('/')}”`;
    const wanted = this.#textOf(text, following, true);
    const readable = readableLength(this.#pattern, wanted);
    const name = text.slice(text.lastIndexOf('/', Math.min(readable, text.length - 1) - 1) + 1).split('/')[0] ?? '';
    const where = readable >= text.length ? `something is missing after “${name}”` : `“${name}” has no place in it`;
    return `“${this.#wanted.join('/')}” does not fit the template “${this.#template.source}”: ${where}`;
  }

  #noteInstead(path: string): void {
    const wanted = this.#wanted.join('/');
    if (this.#instead === '' || sameLength(path, wanted) > sameLength(this.#instead, wanted)) this.#instead = path;
  }

  #textOf(text: string, following: number, functionsChange: boolean): PatternText {
    return {
      text,
      open: following > 0,
      names: this.#template.names,
      ...(functionsChange ? {} : { made: (part) => this.#shown(part) }),
    };
  }

  /** Whether there may be another step. */
  step(): boolean {
    this.#steps += 1;
    return this.#steps <= MOST_STEPS;
  }

  /** What a field shows of the track as it is. */
  shows(part: FieldPart): string {
    return this.#shown(part.text);
  }

  hasValue(part: FieldPart): boolean {
    return part.value(this.#entry, ALONE) !== '';
  }

  /** What is shown in place of a value, whatever other tags say. */
  standsIn(part: FieldPart): string {
    return legalInside(part.fields[0]?.standIn({ ...this.#entry, tags: {} }) ?? '', this.#template.names);
  }

  #shown(part: PartText): string {
    let text = this.#shownNow.get(part);
    if (text === undefined) {
      // What tells albums apart is not known here: `place` knows it.
      const shown = part(this.#entry, ALONE).split('/');
      text = shown.map((name) => legalInside(name, this.#template.names)).join('/');
      this.#shownNow.set(part, text);
    }
    return text;
  }

  /** The changes of tags of a reading, if the template then gives the wanted path. */
  #verified(changed: readonly ChangedField[], following: number): TagChanges | null {
    const fields = tagChanges(this.#entry, changed);
    if (fields === null) return null;
    const path = this.#place({ ...this.#entry, tags: withChanges(this.#entry.tags, fields) });
    const names = [...path.folders, path.name];
    const certain = this.#wanted.length - following;
    const isWanted =
      names.length === this.#wanted.length &&
      names.every((name, index) => index >= certain || name === this.#wanted[index]);
    if (!isWanted && changed.length > 0) this.#noteInstead(names.join('/'));
    return isWanted ? fields : null;
  }
}

/** How many characters two texts have in common at their beginning. */
function sameLength(one: string, other: string): number {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length += 1;
  return length;
}
