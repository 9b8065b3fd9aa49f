/** The failure of a command that is to do something with the tracks of a query, of which there are none. */

export function noMatch(query: string): Error {
  const message =
    query.trim() === '' ? 'the library has no tracks; descant scan FOLDER adds some' : `no track matches ${query}`;
  return Object.assign(new Error(message), { code: 'NO_MATCH' });
}
