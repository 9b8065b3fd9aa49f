/** What a compiled template is: a pure function of a track, and the parts that reading a path backwards needs. */
import type { TemplateEntry } from './entry.ts';
import type { Buckets } from './functions.ts';
import type { NameOptions } from './sanitize.ts';
import type { TemplateValue } from './template-values.ts';

export interface TemplateOptions {
  /** For which file system names are made; `posix` unless told. */
  readonly target?: NameOptions['target'];
  /** What stands for a character that a name must not have; `_` unless told. */
  readonly replacement?: string;
  readonly buckets?: Buckets;
  /**
   * `path`, unless told: a slash in a value is replaced, and something stands in for what is missing. `text`: values
   * stay as they are, and what is missing is empty.
   */
  readonly makes?: 'path' | 'text';
}

/** One `%aunique{}` or `%sunique{}` of a template. */
export interface UniquenessRule {
  readonly index: number;
  readonly of: 'album' | 'singleton';
  /** Things whose identifiers are all equal need telling apart … */
  readonly identifiers: readonly TemplateValue[];
  /** … by the first of these that differs between all of them … */
  readonly disambiguators: readonly TemplateValue[];
  /** … in these brackets. */
  readonly open: string;
  readonly close: string;
}

/** What a template consists of, for reading a path backwards (`read-path.ts`). */
export type TemplatePart =
  | { readonly kind: 'text'; readonly text: string }
  /** Shows the first of `fields` that has a value. */
  | {
      readonly kind: 'field';
      readonly fields: readonly TemplateValue[];
      readonly text: PartText;
      readonly value: PartText;
    }
  /** Left out when none of the fields in it has a value. */
  | { readonly kind: 'section'; readonly parts: readonly TemplatePart[] }
  /** Made by a function: what it shows says nothing certain about what it was made from. */
  | { readonly kind: 'made'; readonly text: PartText }
  /** Tells albums or single tracks of one name apart: what it shows depends on other tracks. */
  | { readonly kind: 'distinction' };

export type PartText = (entry: TemplateEntry, scope: TemplateScope) => string;

/** What a template needs to know beyond the track itself. */
export interface TemplateScope {
  /** What tells this track's album (or the single track) from others of its name; empty when nothing has to. */
  distinction(rule: UniquenessRule, entry: TemplateEntry): string;
}

export interface Template {
  readonly source: string;
  readonly names: NameOptions;
  readonly rules: readonly UniquenessRule[];
  /** Tags of `%each{}`: a track stands once for every value that it has of these. */
  readonly each: readonly string[];
  /** Whether the template ends in the original's extension; otherwise it is appended, as in beets. */
  readonly bringsExtension: boolean;
  readonly parts: readonly TemplatePart[];
  /** The text of the template for this track, with `/` only where the template has one. */
  render(entry: TemplateEntry, scope?: TemplateScope): string;
}
