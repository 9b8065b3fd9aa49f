/** Checks the rule of a smart playlist or of a saved search before it is stored. */
import type { PlaylistRule } from '../../model/playlists.ts';
import type { Connection } from '../../storage/connection.ts';
import { parseQuery } from '../query/parse.ts';
import { compileRule, compileSort } from '../query/sql.ts';
import { CustomFields } from '../query/unknown-fields.ts';
import { PlaylistConditions } from './playlist-conditions.ts';

/** One per connection. */
export class RuleCheck {
  readonly #connection: Connection;
  readonly #fields: CustomFields;

  constructor(connection: Connection) {
    this.#connection = connection;
    this.#fields = new CustomFields(connection);
  }

  /**
   * @param playlist the playlist whose rule it is to be; null for a new one
   * @throws QueryError for a query or a sorting that cannot be understood, for a field that no track has, and for
   *   playlists that are not there or that ask for this one
   */
  check({ query, sort }: PlaylistRule, playlist: number | null): void {
    const { rule } = parseQuery(query);
    this.#fields.check(rule, query);
    const playlists = new PlaylistConditions(this.#connection, playlist);
    playlists.check(rule, query);
    compileRule(rule, playlists);
    compileSort(sort);
  }
}
