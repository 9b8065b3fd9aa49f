/** Pictures that have a copy in the art store, by the SHA-256 of their bytes. */
export const pictures = `
CREATE TABLE picture (
  hash TEXT PRIMARY KEY,
  mime TEXT NOT NULL,
  width INTEGER NOT NULL,
  height INTEGER NOT NULL,
  length INTEGER NOT NULL,
  added_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
`;
