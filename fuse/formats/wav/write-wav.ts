/**
 * Plans WAV files: the original's chunks, then LIST/INFO and an `id3 ` chunk at the end.
 *
 * The audio stays where it was, so that edits never move it. The ID3 tag is padded: the file keeps its size while the
 * tags fit. The `id3 ` chunk says everything; INFO repeats, for programs that know only it, what it has names for.
 */
import { writerDetail } from '../detail.ts';
import { mappingOf } from '../tag-mapping.ts';
import { keptFrames } from '../id3/kept-frames.ts';
import { finishId3Header, writeFrames, writeId3Header, writtenVersion } from '../id3/write-id3v2.ts';
import type { ByteRange, Layout, Tags } from '../layout.ts';
import type { PlanInput } from '../plan-input.ts';
import type { Plan } from '../plan.ts';
import { headerLengthFor, PlanBuilder } from '../plan-builder.ts';
import type { WavDetail } from './read-wav.ts';

const CHUNK_HEADER = 8;
/** Bytes of the lengths of file and audio in the `ds64` chunk. */
const SIZES = 16;
const LONGEST_RIFF = 0xffff_ffff;
/** Stands for a length that is in the `ds64` chunk. */
const LENGTH_IN_DS64 = 0xffff_ffff;

export function planWav(input: PlanInput): Plan {
  const { layout, tags, pictures, minimumSize = 0 } = input;
  const { form, before, after } = layout.detail as unknown as WavDetail;
  const builder = new PlanBuilder();
  builder.latin1(form);
  builder.u32le(LENGTH_IN_DS64);
  builder.latin1('WAVE');
  /** Where the lengths of the file and of the audio stand in 64 bits, if they do. */
  let sizesAt: number | undefined;
  for (const range of before) {
    if (form === 'RIFF' || !isSizes(layout, range)) builder.source(range);
    else {
      sizesAt = builder.length + CHUNK_HEADER;
      builder.source({ offset: range.offset, length: CHUNK_HEADER });
      builder.zeros(SIZES);
      const kept = CHUNK_HEADER + SIZES;
      builder.source({ offset: range.offset + kept, length: range.length - kept });
    }
    align(builder);
  }
  builder.latin1('data');
  builder.u32le(sizesAt === undefined ? layout.audio.length : LENGTH_IN_DS64);
  builder.audioBegins();
  builder.source(layout.audio);
  align(builder);
  for (const range of after) {
    builder.source(range);
    align(builder);
  }

  const fixed = builder.length;
  writeInfo(builder, tags);
  const version = writtenVersion(writerDetail(layout).id3);
  builder.latin1('id3 ');
  const lengthAt = builder.length;
  builder.u32le(0);
  const at = writeId3Header(builder, version);
  writeFrames(builder, { version, tags, pictures, kept: keptFrames(layout), detail: writerDetail(layout) });
  const end = fixed + headerLengthFor(builder.length + 1 - fixed, minimumSize - fixed);
  // A chunk of odd length is followed by a byte that does not count.
  builder.zeros(end - (end & 1) - builder.length);
  finishId3Header(builder, at);
  builder.patchU32le(lengthAt, builder.length - at);
  builder.zeros(end & 1);

  const length = builder.length - CHUNK_HEADER;
  if (sizesAt !== undefined) {
    patchU64le(builder, sizesAt, length);
    // It may claim more than a file has that was cut off.
    patchU64le(builder, sizesAt + 8, layout.audio.length);
  } else if (length > LONGEST_RIFF) {
    throw new Error('The WAV file would become longer than 4 GiB.');
  } else {
    builder.patchU32le(4, length);
  }
  return builder.finish();
}

/** Whether the chunk is a `ds64` chunk that has both lengths. */
function isSizes({ kept }: Layout, { offset, length }: ByteRange): boolean {
  return length >= CHUNK_HEADER + SIZES && kept.some(({ kind, range }) => kind === 'ds64' && range.offset === offset);
}

function patchU64le(builder: PlanBuilder, at: number, value: number): void {
  builder.patchU32le(at, value % 0x1_0000_0000);
  builder.patchU32le(at + 4, Math.floor(value / 0x1_0000_0000));
}

function align(builder: PlanBuilder): void {
  if (builder.length % 2 === 1) builder.u8(0);
}

/** LIST/INFO with the fields that it has names for; values are joined. Nothing where there are none. */
function writeInfo(builder: PlanBuilder, tags: Tags): void {
  const begin = builder.length;
  for (const field in tags) {
    const name = mappingOf(field)?.riff?.[0];
    if (name === undefined) continue;
    if (builder.length === begin) {
      builder.latin1('LIST');
      builder.u32le(0);
      builder.latin1('INFO');
    }
    builder.latin1(name);
    const at = builder.length;
    builder.u32le(0);
    builder.utf8((tags[field] as readonly string[]).join('; '));
    builder.u8(0);
    builder.patchU32le(at, builder.length - at - 4);
    align(builder);
  }
  if (builder.length > begin) builder.patchU32le(begin + 4, builder.length - begin - CHUNK_HEADER);
}
