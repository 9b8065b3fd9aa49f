/** Declares fields and takes declarations back, as batches of the history. */
import { fieldOfTable } from '../../fuse/fields/find-field.ts';
import { inForm } from '../../fuse/fields/value-form.ts';
import type { DeclaredField, DeclareResult, RemoveFieldResult } from '../model/fields.ts';
import type { Connection } from '../storage/connection.ts';
import { readDeclaredFields, storedName, toField } from './declared-fields.ts';
import { EditHistory, type Author } from './edit-history.ts';
import { DeclarationChanges } from './declaration-changes.ts';
import { EFFECTIVE_TAGS, tagPath } from './query/field-columns.ts';
import { nearest } from './query/nearest.ts';
import { KEYWORDS } from './query/simplify.ts';

/** Values that are shown as examples of those that do not fit. */
const EXAMPLES = 3;
/** Names that mean something else where a person types a field. */
const RESERVED: ReadonlySet<string> = new Set([...KEYWORDS, 'decade', 'extension', 'format_upper']);

/** A declaration that cannot be made or taken back. */
export class DeclareError extends Error {
  readonly code: 'BAD_FIELD' | 'NOT_FOUND';
  constructor(message: string, code: 'BAD_FIELD' | 'NOT_FOUND' = 'BAD_FIELD') {
    super(message);
    this.name = 'DeclareError';
    this.code = code;
  }
}

/** @throws DeclareError when the name is taken, or the tag belongs to another field */
export function declareField(connection: Connection, field: DeclaredField, author: Author): DeclareResult {
  return connection.transaction((): DeclareResult => {
    const known = readDeclaredFields(connection);
    for (const name of new Set([field.name, storedName(field)])) {
      const own = fieldOfTable(name);
      if (own) throw new DeclareError(`"${name}" is a field already: ${own.name} (${own.label})`);
      if (RESERVED.has(name)) throw new DeclareError(`"${name}" means something else in queries or templates`);
      const other = known.find((one) => one.name === name || storedName(one) === name);
      if (other) {
        throw new DeclareError(
          `"${name}" is declared already, as ${other.type}; descant fields remove ${other.name} takes that back`,
        );
      }
    }
    const changes = new DeclarationChanges(connection);
    const change = { name: field.name, before: null, after: field };
    changes.make(change);
    const note = `field ${field.name} declared as ${field.type}`;
    const batch = new EditHistory(connection).begin({ author, at: Date.now(), note, undoes: null });
    changes.append(batch, [change]);
    return { batch, name: storedName(field), ...fitOf(connection, field) };
  })();
}

/**
 * Takes a declaration back; the values stay, as texts.
 * @param clear also removes the values from the tracks; called inside the transaction, it returns the batch of that
 * @throws DeclareError when there is no such declared field
 */
export function removeField(
  connection: Connection,
  named: string,
  author: Author,
  clear: ((ids: readonly number[], field: string, note: string) => number | null) | null,
): RemoveFieldResult {
  return connection.transaction((): RemoveFieldResult => {
    const known = readDeclaredFields(connection);
    const wanted = named.toLowerCase();
    const field = known.find((one) => one.name === wanted || storedName(one) === wanted);
    if (!field) throw notDeclared(named, known);
    const changes = new DeclarationChanges(connection);
    const change = { name: field.name, before: field, after: null };
    const tracks = tracksWith(connection, storedName(field)).map(({ id }) => id);
    const note = `field ${field.name} removed`;
    const cleared = clear === null || tracks.length === 0 ? null : clear(tracks, storedName(field), note);
    const batch = cleared ?? new EditHistory(connection).begin({ author, at: Date.now(), note, undoes: null });
    changes.make(change);
    changes.append(batch, [change]);
    return { batch, name: storedName(field), tracks: tracks.length, cleared: cleared !== null };
  })();
}

function notDeclared(named: string, known: readonly DeclaredField[]): DeclareError {
  if (fieldOfTable(named.toLowerCase())) {
    return new DeclareError(`${named} is a field of Descant's own and cannot be removed`);
  }
  const near = nearest(
    named,
    known.map(({ name }) => name),
  );
  const hint = near === null ? '' : `; did you mean ${near}?`;
  return new DeclareError(`no field "${named}" is declared${hint}`, 'NOT_FOUND');
}

/** How many tracks have values of the field, and which of these do not have its form. */
function fitOf(connection: Connection, field: DeclaredField): Pick<DeclareResult, 'tracks' | 'unfit' | 'examples'> {
  const { form } = toField(field);
  const rows = tracksWith(connection, storedName(field));
  const odd = rows.map(({ tags }) => (JSON.parse(tags) as string[]).filter((value) => inForm(value, form) === null));
  const examples = [...new Set(odd.flat())].slice(0, EXAMPLES);
  return { tracks: rows.length, unfit: odd.filter((values) => values.length > 0).length, examples };
}

function tracksWith(connection: Connection, name: string): { id: number; tags: string }[] {
  const mention = JSON.stringify(name);
  return connection
    .prepare<{ mention: string; path: string }, { id: number; tags: string }>(`
      SELECT track.id, json_extract(${EFFECTIVE_TAGS}, @path) AS tags FROM track JOIN file ON file.id = track.file_id
      WHERE (instr(file.tags, @mention) > 0 OR instr(track.overrides, @mention) > 0)
        AND json_type(${EFFECTIVE_TAGS}, @path) = 'array'`)
    .all({ mention, path: tagPath(name) });
}
