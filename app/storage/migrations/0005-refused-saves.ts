/**
 * Saves in the mount that were not accepted: what a program wrote is kept as a file in the library's
 * quarantine until the person has seen it.
 */
export const refusedSaves = `
CREATE TABLE refused_save (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  track_id INTEGER,
  path TEXT NOT NULL,
  author TEXT NOT NULL,
  reason TEXT NOT NULL,
  kept TEXT NOT NULL
) STRICT;
`;
