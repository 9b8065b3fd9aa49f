/** Every field of the table, and fields of one's own, through a header of every format that Descant writes. */
import { afterAll, expect, it } from 'vitest';
import { FIELDS, type Field } from '../fields/field-table.ts';
import type { Layout, Tags } from './layout.ts';
import { planFile } from './plan-file.ts';
import { readLayout } from './read-layout.ts';
import { audioFolder, KINDS } from './testing/audio.ts';
import { planFiles, renderPlan, strictSource } from './testing/sources.ts';

const folder = audioFolder();
afterAll(() => folder[Symbol.dispose]());

const IN_FORM: Readonly<Partial<Record<Field['form'], readonly string[]>>> = {
  count: ['7'],
  position: ['3'],
  tempo: ['120'],
  date: ['1994-05'],
  flag: ['1'],
  rating: ['4'],
  uuid: ['0b3f4c1e-52d9-4f6a-9c07-6a2d8e5b9f10'],
};

/** Values with a meaning of their own in some format. */
const OWN: Tags = {
  originalyear: ['1994'],
  performer: ['Yo-Yo Ma (cello)', 'Jane Doe'],
  website: ['https://example.org/a'],
  podcasturl: ['https://example.org/feed'],
  language: ['eng', 'deu'],
  replaygain_track_gain: ['-7.89 dB'],
};

/** A field that a tag holds: pictures are none, and when a track was added is no matter of its file. */
const holdsText = ({ readOnly, type }: Field): boolean => !readOnly && type !== 'picture' && type !== 'moment';

const TAGS: Tags = Object.fromEntries([
  ...FIELDS.filter(holdsText).map(({ name, form, many }) => [
    name,
    OWN[name] ?? IN_FORM[form] ?? (many ? [`${name} Ä`, `${name} 夜`] : [`${name} Ä`]),
  ]),
  // As declared fields are stored, under the name of their tag.
  ['shelf mark', ['A', 'B']],
  ['heard', ['2020-05']],
  ['best', ['1:04:30']],
]);

it.each(KINDS)('a header of %s says every field as it is', (kind) => {
  const bytes = folder.bytesOf(kind);
  const layout = readLayout(strictSource(bytes)) as Layout;
  const plan = planFile({ layout, tags: TAGS, pictures: [] }, planFiles(bytes, {}));
  const { tags } = readLayout(strictSource(renderPlan(plan, bytes, {}))) as Layout;
  expect(tags).toEqual(TAGS);
});
