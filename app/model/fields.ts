/** Fields of tags, as the page shows them. */
import type { Field } from '../../fuse/fields/field-table.ts';

/** A field that Descant knows by name. A name that is not among them is a custom field: a text under its own name. */
export interface FieldInfo {
  /** Lower case. */
  readonly name: string;
  /** Other names that mean the field where a person types one. */
  readonly aliases: readonly string[];
  readonly label: string;
  readonly type: 'text' | 'number' | 'date' | 'boolean' | 'duration' | 'moment' | 'picture';
  /** Whether a semicolon separates several values. */
  readonly many: boolean;
  /** Whether a value may run over several lines. */
  readonly long: boolean;
  /** Whether the field is shown even for a track without a value. */
  readonly always: boolean;
  /** Whether the field is for programs rather than for people. */
  readonly forPrograms: boolean;
  /** Whether no edit can set the field, because Descant measures or records it. */
  readonly readOnly: boolean;
  /** Whether tracks can be counted by its values. */
  readonly counted: boolean;
}

/** What a declared field can be. `list` is a text of which a track may have several. */
export const DECLARED_TYPES = ['text', 'list', 'number', 'date', 'boolean', 'duration', 'rating'] as const;
export type DeclaredType = (typeof DECLARED_TYPES)[number];

/** A field that a person declares. */
export interface DeclaredField {
  /** What people type: small letters, digits and _. */
  readonly name: string;
  readonly type: DeclaredType;
  /** What the page calls it; without one the name. */
  readonly title?: string | undefined;
  /** What files call it; without one the name. */
  readonly tag?: string | undefined;
}

/** A field as `fields.list` tells it. */
export interface ListedField extends Field {
  /** Whether a person has declared it for this library. */
  readonly declared: boolean;
  /** Whether tracks can be counted by its values. */
  readonly counted: boolean;
  /** Names of the tag in the formats, the one that is written first; empty for a field that no tag holds. */
  readonly tags: {
    readonly vorbis: readonly string[];
    readonly id3: readonly string[];
    readonly mp4: readonly string[];
    readonly ape: readonly string[];
    readonly riff: readonly string[];
  };
}

export interface DeclareResult {
  readonly batch: number;
  /** Under which name tracks hold the values. */
  readonly name: string;
  /** Tracks that have values already. */
  readonly tracks: number;
  /** How many of them have a value that does not have the form of the type; it stays as it is. */
  readonly unfit: number;
  /** Some of these values. */
  readonly examples: readonly string[];
}

export interface RemoveFieldResult {
  readonly batch: number;
  readonly name: string;
  /** Tracks that have values. */
  readonly tracks: number;
  /** Whether the values were removed from the tracks. */
  readonly cleared: boolean;
}
