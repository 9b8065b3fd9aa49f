/** Names of Vorbis comments → fields, from the field table. */
import { FIELDS } from '../fields.ts';
import { NameIndex } from '../name-index.ts';

export const COMMENT_NAMES = new NameIndex(
  FIELDS.flatMap(({ field, vorbis }) => vorbis.map((name): [string, string] => [name, field])),
);
