/** Columns that hold JSON or NULL. */

/** The column for a value; null stays NULL. */
export function toJsonColumn(value: unknown): string | null {
  return value === null ? null : JSON.stringify(value);
}

/** The value of a column that this program has written. */
export function fromJsonColumn<Value>(column: string | null): Value | null {
  return column === null ? null : (JSON.parse(column) as Value);
}
