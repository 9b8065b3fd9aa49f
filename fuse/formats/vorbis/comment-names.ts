/** Names of Vorbis comments → fields, from the field table. */
import { TAG_MAPPINGS } from '../tag-mapping.ts';
import { NameIndex } from '../name-index.ts';

export const COMMENT_NAMES = new NameIndex(
  TAG_MAPPINGS.flatMap(({ field, vorbis }) => vorbis.map((name): [string, string] => [name, field])),
);
