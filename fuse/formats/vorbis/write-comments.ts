/**
 * Writes a Vorbis comment header (without the framing bit of Ogg Vorbis): vendor string, then `NAME=value` pairs.
 */
import { mappingOf } from '../tag-mapping.ts';
import type { Tags } from '../layout.ts';
import type { PlanBuilder } from '../plan-builder.ts';

/**
 * `names` holds the spelling of fields that the table does not know, as the reader found them. `further` comments, which
 * the caller writes behind, are counted in.
 */
export function writeVorbisComments(
  builder: PlanBuilder,
  vendor: string,
  tags: Tags,
  names: Readonly<Record<string, string>>,
  further = 0,
): void {
  writeText(builder, vendor);
  const countAt = builder.length;
  builder.u32le(0);
  let count = further;
  for (const field in tags) {
    const name = commentName(field, names);
    for (const value of tags[field] as readonly string[]) {
      writeComment(builder, name, value);
      count += 1;
    }
  }
  builder.patchU32le(countAt, count);
}

function writeComment(builder: PlanBuilder, name: string, value: string): void {
  const at = builder.length;
  builder.u32le(0);
  builder.latin1(name);
  builder.u8(0x3d);
  builder.utf8(value);
  builder.patchU32le(at, builder.length - at - 4);
}

function writeText(builder: PlanBuilder, text: string): void {
  const at = builder.length;
  builder.u32le(0);
  builder.utf8(text);
  builder.patchU32le(at, builder.length - at - 4);
}

/** The name of a field's comments. What names may not contain becomes `_`. */
function commentName(field: string, names: Readonly<Record<string, string>>): string {
  return mappingOf(field)?.vorbis[0] ?? (names[field] ?? field.toUpperCase()).replace(/[=\0]|[^\0-\u00ff]/g, '_');
}
