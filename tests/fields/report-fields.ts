/** Prints docs/fields.md: the table of fields with their aliases and the names that formats give them. */
import { FIELDS, type Field } from '../../fuse/fields/field-table.ts';
import { formInWords } from '../../fuse/fields/value-form.ts';
import { mappingOf, type FieldMapping } from '../../fuse/formats/tag-mapping.ts';

const HEAD = `# Fields

Made by \`npm run --silent report:fields > docs/fields.md\` from the table in [fuse/fields/field-table.ts](../fuse/fields/field-table.ts).

A field has one name, MusicBrainz Picard's in lower case. Edits (\`descant edit comments=…\`), queries (\`comments:…\`), path templates (\`$comments\`) and the app's inspector take every alias for the field. Any other name is a custom field, kept under its own name.

**Fields of your own**: \`descant fields add shelf --type number\` gives a custom field a type (text, list, number, date, boolean, duration or rating). Edits are checked then, queries take ranges of it, lists sort by it, \`descant facets\` counts it, and templates show it. Files hold it as a tag of that name (\`TXXX:SHELF\`, the Vorbis comment or APEv2 item \`SHELF\`, the freeform atom \`----:SHELF\`), or of the name behind \`--tag\`; files that have the tag already have the field. \`descant fields\` lists all fields, \`descant fields remove\` takes a declaration back.

**Type**: queries compare numbers and lengths by value and take ranges of them (\`tracktotal:10..\`); dates are asked by year, month or day, and in ranges of them (\`date:1994-05..1999\`); texts by the text. **Several**: \`;\` separates values.

**Ratings** in files: a frame \`POPM\` of ID3v2, \`RATING\` and \`FMPS_RATING\` in other tags, \`WM/SharedUserRating\` in WMA, each on the scale of the program that wrote it ([fuse/formats/ratings](../fuse/formats/ratings/rating-scales.ts)). What you give in Descant lies over it, and files in the mount show it where \`mount.ratings\` is on.

**Takes**: what an edit by a person can give the field, where that is not any text. Saves of programs in the mount are kept as they are.
`;

const code = (name: string): string => `\`${name}\``;
const codes = (names: readonly string[]): string => names.map(code).join(' ');

function describeType({ type, many, long }: Field): string {
  return [type, ...(many ? ['several'] : []), ...(long ? ['long'] : [])].join(', ');
}

function describeForm({ form, readOnly }: Field): string {
  return readOnly || form === 'text' ? '' : formInWords(form);
}

function fieldRows(fields: readonly Field[]): string {
  const rows = fields.map((field) =>
    [code(field.name), codes(field.aliases), field.label, describeType(field), describeForm(field)].join(' | '),
  );
  return ['name | aliases | in the app | type | takes', '---|---|---|---|---', ...rows]
    .map((row) => `| ${row} |`)
    .join('\n');
}

/** The name in ID3v2.4, and that of ID3v2.3 where it differs. */
function id3Names({ id3, id3v23 }: FieldMapping): string {
  return [...(id3 === undefined ? [] : [code(id3)]), ...(id3v23 === undefined ? [] : [`(2.3: ${code(id3v23)})`])].join(
    ' ',
  );
}

function mappingRows(mappings: readonly FieldMapping[]): string {
  const rows = mappings.map((mapping) =>
    [
      code(mapping.field),
      codes(mapping.vorbis),
      id3Names(mapping),
      mapping.mp4 === undefined ? '' : code(mapping.mp4),
      codes(mapping.ape),
      codes(mapping.riff ?? []),
    ].join(' | '),
  );
  return ['name | Vorbis comments | ID3v2 | MP4 | APEv2 | RIFF INFO', '---|---|---|---|---|---', ...rows]
    .map((row) => `| ${row} |`)
    .join('\n');
}

/** The text of docs/fields.md. */
export function fieldsReport(): string {
  const tags = FIELDS.filter(({ readOnly, forPrograms }) => !readOnly && !forPrograms);
  const programs = FIELDS.filter(({ forPrograms }) => forPrograms);
  const measured = FIELDS.filter(({ readOnly }) => readOnly);
  const mapped = FIELDS.flatMap(({ name }) => mappingOf(name) ?? []);
  return [
    HEAD,
    `## Tags\n\n${fieldRows(tags)}\n`,
    `## Tags for programs\n\nThe app keeps these folded.\n\n${fieldRows(programs)}\n`,
    `## What Descant measures or records\n\nQueries find these; no edit can set them.\n\n${fieldRows(measured)}\n`,
    `## Names in the files\n\nThe first name is written, all are read.\n\n${mappingRows(mapped)}\n`,
  ].join('\n');
}

if (import.meta.main) process.stdout.write(fieldsReport());
