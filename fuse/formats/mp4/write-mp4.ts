/**
 * Plans MP4 files: a `moov` atom with a new `udta/meta/ilst`, everything else from the original.
 *
 * The audio stays where it was, so the chunk offsets in `moov` stay true, and edits never move what is being played: a
 * new `moov` stands where the old one was if it fits there, otherwise at the end of the file, and a `free` atom fills its
 * old place. Padding is a `free` atom behind `ilst`, where tag editors look for it.
 */
import { writerDetail } from '../detail.ts';
import type { Layout } from '../layout.ts';
import type { PlanInput } from '../plan-input.ts';
import type { Plan } from '../plan.ts';
import { headerLengthFor, PlanBuilder } from '../plan-builder.ts';
import type { Mp4Detail } from './read-mp4.ts';
import { beginAtom, endAtom } from './write-atom.ts';
import { writeIlst } from './write-ilst.ts';

const ATOM_HEADER = 8;

/** Whether the audio's atoms say how long they are: where not, nothing can follow them. */
export function canPlanMp4({ detail }: Layout): boolean {
  return detail['openEnd'] === false;
}

export function planMp4(input: PlanInput): Plan {
  const { layout, minimumSize = 0 } = input;
  const { moov, room, mdat, size } = layout.detail as unknown as Mp4Detail;
  const place = { offset: moov.offset, length: moov.length + room };
  const isLast = mdat.every(({ offset }) => offset < moov.offset);
  const inPlace = isLast || minimumSize > size ? null : planMoov(input, place.length);
  const builder = new PlanBuilder();
  builder.source({ offset: 0, length: place.offset });
  if (inPlace !== null) {
    copy(builder, inPlace);
  } else if (!isLast) {
    builder.u32be(place.length);
    builder.latin1('free');
    builder.zeros(place.length - ATOM_HEADER);
  }
  const behind = place.offset + place.length;
  builder.source({ offset: behind, length: size - behind });
  if (inPlace === null) {
    const needed = (planMoov(input, null) as Plan).size + ATOM_HEADER;
    copy(builder, planMoov(input, headerLengthFor(needed, minimumSize - builder.length)) as Plan);
  }
  return { ...builder.finish(), headerLength: layout.audio.offset };
}

/** The `moov` atom alone, padded to `length`; `null` when it does not fit, at its shortest when no length is given. */
function planMoov({ layout, tags, pictures }: PlanInput, length: number | null): Plan | null {
  const builder = new PlanBuilder();
  const moov = beginAtom(builder, 'moov');
  writeParts(builder, layout, 'moov/');
  const udta = beginAtom(builder, 'udta');
  writeParts(builder, layout, 'udta/');
  const meta = beginAtom(builder, 'meta');
  builder.u32be(0);
  if (layout.kept.some(({ kind }) => kind === 'meta/hdlr')) writeParts(builder, layout, 'meta/');
  else writeHandler(builder);
  writeIlst(
    builder,
    tags,
    pictures,
    layout.kept.filter(({ kind }) => kind.startsWith('ilst/')),
    writerDetail(layout),
  );
  const left = length === null ? 0 : length - builder.length;
  if (left !== 0) {
    if (left < ATOM_HEADER) {
      builder.finish();
      return null;
    }
    builder.u32be(left);
    builder.latin1('free');
    builder.zeros(left - ATOM_HEADER);
  }
  endAtom(builder, meta);
  endAtom(builder, udta);
  endAtom(builder, moov);
  return builder.finish();
}

function writeParts(builder: PlanBuilder, { kept }: Layout, prefix: string): void {
  for (const { kind, range } of kept) if (kind.startsWith(prefix)) builder.source(range);
}

/** The handler atom that marks metadata as iTunes'. */
function writeHandler(builder: PlanBuilder): void {
  const at = beginAtom(builder, 'hdlr');
  builder.u32be(0);
  builder.u32be(0);
  builder.latin1('mdirappl');
  builder.u32be(0);
  builder.u32be(0);
  builder.u8(0);
  endAtom(builder, at);
}

function copy(builder: PlanBuilder, { segments }: Plan): void {
  for (const segment of segments) builder.segment(segment);
}
