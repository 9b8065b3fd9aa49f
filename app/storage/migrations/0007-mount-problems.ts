/** Tracks that the mount could not serve, with the cause; reading the file again clears the entry. */
export const mountProblems = `
CREATE TABLE mount_problem (
  track_id INTEGER PRIMARY KEY REFERENCES track ON DELETE CASCADE,
  at INTEGER NOT NULL,
  message TEXT NOT NULL
) STRICT;
`;
