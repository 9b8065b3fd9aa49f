/** What a migration is; see `migrate.ts`. */
import type { Connection } from './connection.ts';

/** Takes one line about what a migration does to the data. */
export type MigrationLog = (message: string) => void;

/** Brings a database from one version of the schema to the next, inside a transaction that the caller runs. */
export type Migration = (connection: Connection, log: MigrationLog) => void;
