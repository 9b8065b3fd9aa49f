/** Fields of tags, as the page shows them. */

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
}
