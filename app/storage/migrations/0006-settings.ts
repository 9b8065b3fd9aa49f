/** What the person has set for this library: a key and a JSON value; a key without a row has its default. */
export const settings = `
CREATE TABLE setting (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
`;
