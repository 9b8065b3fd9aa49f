/**
 * Walks a path along a template's pattern and gives the ways to read it: for every field whether it shows what it
 * shows now, or which text instead.
 */
import {
  afterCharacter,
  shownBy,
  type FieldPart,
  type PathPattern,
  type PatternText,
  type Reach,
} from './path-pattern.ts';
import { edges } from './sanitize.ts';

/** Names are cut to 255 bytes, less the extension and part of a character. */
const SHORTEST_CUT = 220;

/** A field that shows another text than now; an empty one where it has no value. */
export interface ChangedField {
  readonly part: FieldPart;
  readonly shown: string;
}

/** What the walk has to know of the track. */
export interface TrackInSight {
  /** What a field shows of the track as it is. */
  shows(part: FieldPart): string;
  hasValue(part: FieldPart): boolean;
  /** What is shown in place of a value. */
  standsIn(part: FieldPart): string;
  /** Whether there may be another step. */
  step(): boolean;
}

/** One name for all that show the same. */
export function nameOf(part: FieldPart): string {
  return part.fields.map((field) => field.name).join('|');
}

export class PathWalk {
  readonly #pattern: PathPattern;
  readonly #wanted: PatternText;
  readonly #reach: Reach;
  readonly #track: TrackInSight;
  readonly #covered: readonly ReadonlySet<string>[];
  readonly #changes: number;
  readonly #changed = new Map<string, ChangedField>();
  /** Fields that were met showing what they show now. */
  readonly #kept = new Set<string>();

  /**
   * @param covered sets of fields: readings that change all of one are of no interest
   * @param changes so many fields change
   */
  constructor(
    pattern: PathPattern,
    wanted: PatternText,
    reach: Reach,
    track: TrackInSight,
    covered: readonly ReadonlySet<string>[],
    changes: number,
  ) {
    this.#pattern = pattern;
    this.#wanted = wanted;
    this.#reach = reach;
    this.#track = track;
    this.#covered = covered;
    this.#changes = changes;
  }

  *readings(): Generator<readonly ChangedField[]> {
    yield* this.#from(this.#pattern.start, 0);
  }

  *#from(id: number, at: number): Generator<readonly ChangedField[]> {
    if (!this.#reach.has(id, at) || !this.#track.step()) return;
    const { text, open } = this.#wanted;
    const node = this.#pattern.nodes[id];
    if (node === undefined || node.kind === 'end' || (open && at === text.length)) {
      if (this.#changed.size === this.#changes) yield [...this.#changed.values()];
    } else if (node.kind === 'character') {
      for (const after of afterCharacter(this.#wanted, node.character, at)) yield* this.#from(node.next, after);
    } else if (node.kind === 'made') {
      const shown = shownBy(node, this.#wanted);
      if (shown === null) for (const after of this.#ends(at, node.next)) yield* this.#from(node.next, after);
      else if (text.startsWith(shown, at)) yield* this.#from(node.next, at + shown.length);
    } else if (node.kind === 'section') {
      yield* this.#from(node.inside, at);
      yield* this.#without(node.fields, 0, node.next, at);
    } else {
      yield* this.#field(node.part, node.next, at);
    }
  }

  /** A field that shows now what it shows, or something else. */
  *#field(part: FieldPart, next: number, at: number): Generator<readonly ChangedField[]> {
    const { text } = this.#wanted;
    const now = this.#track.shows(part);
    for (const same of this.#spellings(now)) {
      if (text.startsWith(same, at)) yield* this.#keeping(part, () => this.#from(next, at + same.length));
    }
    for (const after of this.#ends(at, next)) {
      const shown = text.slice(at, after);
      if (shown === now || shown !== shown.trim()) continue;
      if (now.startsWith(shown) && this.#isCutAt(after)) yield* this.#keeping(part, () => this.#from(next, after));
      yield* this.#changing(part, shown === this.#track.standsIn(part) ? '' : shown, () => this.#from(next, after));
    }
  }

  /** A section that is left out: nothing in it has a value. */
  *#without(fields: readonly FieldPart[], index: number, next: number, at: number): Generator<readonly ChangedField[]> {
    const part = fields[index];
    const rest = (): Generator<readonly ChangedField[]> => this.#without(fields, index + 1, next, at);
    if (part === undefined) yield* this.#from(next, at);
    else if (this.#track.hasValue(part)) yield* this.#changing(part, '', rest);
    else yield* this.#keeping(part, rest);
  }

  *#keeping(part: FieldPart, rest: () => Generator<readonly ChangedField[]>): Generator<readonly ChangedField[]> {
    const name = nameOf(part);
    if (this.#changed.has(name)) return;
    const isNew = !this.#kept.has(name);
    this.#kept.add(name);
    yield* rest();
    if (isNew) this.#kept.delete(name);
  }

  *#changing(
    part: FieldPart,
    shown: string,
    rest: () => Generator<readonly ChangedField[]>,
  ): Generator<readonly ChangedField[]> {
    const name = nameOf(part);
    const known = this.#changed.get(name);
    if (known !== undefined) {
      if (known.shown === shown) yield* rest();
      return;
    }
    if (
      this.#kept.has(name) ||
      this.#changed.size >= this.#changes ||
      part.fields.every((field) => field.change === undefined)
    ) {
      return;
    }
    this.#changed.set(name, { part, shown });
    if (!this.#covered.some((names) => [...names].every((other) => this.#changed.has(other)))) yield* rest();
    this.#changed.delete(name);
  }

  /** How a text can look inside a name, at its beginning, at its end, and alone. */
  #spellings(shown: string): ReadonlySet<string> {
    const { names } = this.#wanted;
    return new Set([
      shown,
      edges(`${shown}x`, names).slice(0, -1),
      edges(`x${shown}`, names).slice(1),
      edges(shown, names),
    ]);
  }

  /** Whether a name ends here that may have been too long for what it was to show. */
  #isCutAt(end: number): boolean {
    const { text } = this.#wanted;
    return (
      (end === text.length || text.charAt(end) === '/') &&
      Buffer.byteLength(text.slice(text.lastIndexOf('/', end - 1) + 1, end)) >= SHORTEST_CUT
    );
  }

  /** Where a text of any length that begins here can end. */
  *#ends(at: number, next: number): Generator<number> {
    const { text } = this.#wanted;
    for (let end = at; ; end += 1) {
      if (this.#reach.has(next, end)) yield end;
      if (end >= text.length || text.charAt(end) === '/') return;
    }
  }
}
