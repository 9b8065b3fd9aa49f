/**
 * Writes the `ilst` atom: iTunes' tags.
 *
 * What an atom cannot say (a track number that is no number) goes into a freeform atom with the field's name in capitals,
 * which reads back as the same field.
 */
import type { WriterDetail } from '../detail.ts';
import { mappingOf, NUMBER_FIELDS, TOTAL_FIELDS } from '../tag-mapping.ts';
import type { KeptPart, Tags } from '../layout.ts';
import type { PlanBuilder } from '../plan-builder.ts';
import type { PlacedPicture } from '../plan.ts';
import { beginAtom, endAtom } from './write-atom.ts';
import { INTEGER_ATOMS, ITUNES } from './read-ilst.ts';

const TYPE_IMPLICIT = 0;
const TYPE_UTF8 = 1;
const TYPE_INTEGER = 21;
const IMAGE_TYPES: Readonly<Record<string, number>> = {
  'image/gif': 12,
  'image/jpeg': 13,
  'image/png': 14,
  'image/bmp': 27,
};

/** Writes fields in their order, then kept atoms, then the pictures. `kept` are whole atoms. */
export function writeIlst(
  builder: PlanBuilder,
  tags: Tags,
  pictures: readonly PlacedPicture[],
  kept: readonly KeptPart[],
  detail: WriterDetail,
): void {
  const at = beginAtom(builder, 'ilst');
  for (const field in tags) writeField(builder, tags, field, tags[field] as readonly string[], detail);
  for (const { range } of kept) builder.source(range);
  if (pictures.length > 0) writeCovers(builder, pictures);
  endAtom(builder, at);
}

function writeField(
  builder: PlanBuilder,
  tags: Tags,
  field: string,
  values: readonly string[],
  detail: WriterDetail,
): void {
  const mapping = mappingOf(field);
  const name = mapping?.mp4;
  if (name === undefined) writeOwn(builder, detail.names[field] ?? field, values);
  else if (name.startsWith('----:')) writeFreeform(builder, ITUNES, name.slice(5), values);
  else if (name === 'trkn' || name === 'disk') writePair(builder, tags, field, values, name);
  else if (INTEGER_ATOMS.has(name)) writeIntegers(builder, field, values, name);
  else {
    const at = beginAtom(builder, name);
    for (const value of values) writeText(builder, value);
    endAtom(builder, at);
  }
}

/** A field that the table does not know; its name may carry another domain than iTunes'. */
function writeOwn(builder: PlanBuilder, name: string, values: readonly string[]): void {
  const foreign = /^----:([^:]+):(.+)/s.exec(name);
  if (foreign === null) writeFreeform(builder, ITUNES, name, values);
  else writeFreeform(builder, foreign[1] as string, foreign[2] as string, values);
}

function writeFreeform(builder: PlanBuilder, mean: string, name: string, values: readonly string[]): void {
  const at = beginAtom(builder, '----');
  const meanAt = beginAtom(builder, 'mean');
  builder.u32be(0);
  builder.utf8(mean);
  endAtom(builder, meanAt);
  const nameAt = beginAtom(builder, 'name');
  builder.u32be(0);
  builder.utf8(name);
  endAtom(builder, nameAt);
  for (const value of values) writeText(builder, value);
  endAtom(builder, at);
}

function writeText(builder: PlanBuilder, value: string): void {
  const at = beginAtom(builder, 'data');
  builder.u32be(TYPE_UTF8);
  builder.u32be(0);
  builder.utf8(value);
  endAtom(builder, at);
}

/** `trkn` or `disk`: written with the number, or with the total where there is no number. */
function writePair(builder: PlanBuilder, tags: Tags, field: string, values: readonly string[], name: string): void {
  const own = numberOf(values);
  if (own === null) {
    writeFreeform(builder, ITUNES, field.toUpperCase(), values);
    return;
  }
  const totalField = NUMBER_FIELDS.get(field);
  if (totalField !== undefined) writeNumbers(builder, name, own, numberOf(tags[totalField]) ?? 0);
  else if (numberOf(tags[TOTAL_FIELDS.get(field) as string]) === null) writeNumbers(builder, name, 0, own);
}

function writeNumbers(builder: PlanBuilder, name: string, number: number, total: number): void {
  const at = beginAtom(builder, name);
  const dataAt = beginAtom(builder, 'data');
  builder.u32be(TYPE_IMPLICIT);
  builder.u32be(0);
  builder.u16be(0);
  builder.u16be(number);
  builder.u16be(total);
  // Only `trkn` has two bytes more.
  if (name === 'trkn') builder.u16be(0);
  endAtom(builder, dataAt);
  endAtom(builder, at);
}

/** The one whole number that the values are, if it fits into two bytes. */
function numberOf(values: readonly string[] | undefined): number | null {
  if (values?.length !== 1) return null;
  const value = values[0] as string;
  return /^\d{1,5}$/.test(value) && Number(value) <= 0xffff ? Number(value) : null;
}

function writeIntegers(builder: PlanBuilder, field: string, values: readonly string[], name: string): void {
  const width = INTEGER_ATOMS.get(name) as number;
  const most = width === 1 ? 127 : 32_767;
  if (!values.every((value) => /^\d{1,5}$/.test(value) && Number(value) <= most)) {
    writeFreeform(builder, ITUNES, field.toUpperCase(), values);
    return;
  }
  const at = beginAtom(builder, name);
  for (const value of values) {
    const dataAt = beginAtom(builder, 'data');
    builder.u32be(TYPE_INTEGER);
    builder.u32be(0);
    if (width === 1) builder.u8(Number(value));
    else builder.u16be(Number(value));
    endAtom(builder, dataAt);
  }
  endAtom(builder, at);
}

function writeCovers(builder: PlanBuilder, pictures: readonly PlacedPicture[]): void {
  const at = beginAtom(builder, 'covr');
  for (const picture of pictures) {
    const dataAt = beginAtom(builder, 'data');
    builder.u32be(IMAGE_TYPES[picture.mime] ?? TYPE_IMPLICIT);
    builder.u32be(0);
    builder.picture(picture);
    endAtom(builder, dataAt);
  }
  endAtom(builder, at);
}
