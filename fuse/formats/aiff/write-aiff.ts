/**
 * Plans AIFF and AIFF-C files: the original's chunks, then text chunks and an `ID3 ` chunk at the end.
 *
 * The audio stays where it was, so that edits never move it. The ID3 tag is padded: the file keeps its size while the tags fit.
 * Text chunks (NAME, AUTH …) are written again where the original has them; the `ID3 ` chunk says everything.
 */
import { writerDetail } from '../detail.ts';
import { keptFrames } from '../id3/kept-frames.ts';
import { finishId3Header, writeFrames, writeId3Header, writtenVersion } from '../id3/write-id3v2.ts';
import type { PlanInput } from '../plan-input.ts';
import type { Plan } from '../plan.ts';
import { headerLengthFor, PlanBuilder } from '../plan-builder.ts';
import { TEXT_CHUNKS, type AiffDetail } from './read-aiff.ts';

const CHUNK_HEADER = 8;
const LONGEST_FORM = 0xffff_ffff;

export function planAiff({ layout, tags, pictures, minimumSize = 0 }: PlanInput): Plan {
  const { form, before, after, sound, texts } = layout.detail as unknown as AiffDetail;
  const builder = new PlanBuilder();
  builder.latin1('FORM');
  builder.u32be(0);
  builder.latin1(form);
  for (const range of before) {
    builder.source(range);
    align(builder);
  }
  // The length is written again: it may claim more than a file has that was cut off.
  const soundEnd = layout.audio.offset + layout.audio.length;
  builder.latin1('SSND');
  builder.u32be(soundEnd - sound.offset - CHUNK_HEADER);
  builder.source({ offset: sound.offset + CHUNK_HEADER, length: layout.audio.offset - sound.offset - CHUNK_HEADER });
  builder.audioBegins();
  builder.source(layout.audio);
  align(builder);
  for (const range of after) {
    builder.source(range);
    align(builder);
  }

  const fixed = builder.length;
  for (const name of new Set(texts)) {
    const values = tags[TEXT_CHUNKS.get(name) as string];
    if (values !== undefined) writeText(builder, name, values.join('; '));
  }
  const version = writtenVersion(writerDetail(layout).id3);
  builder.latin1('ID3 ');
  const lengthAt = builder.length;
  builder.u32be(0);
  const at = writeId3Header(builder, version);
  writeFrames(builder, { version, tags, pictures, kept: keptFrames(layout), detail: writerDetail(layout) });
  const end = fixed + headerLengthFor(builder.length + 1 - fixed, minimumSize - fixed);
  // A chunk of odd length is followed by a byte that does not count.
  builder.zeros(end - (end & 1) - builder.length);
  finishId3Header(builder, at);
  builder.patchU32be(lengthAt, builder.length - at);
  builder.zeros(end & 1);
  if (builder.length - CHUNK_HEADER > LONGEST_FORM) throw new Error('The AIFF file would become longer than 4 GiB.');
  builder.patchU32be(4, builder.length - CHUNK_HEADER);
  return builder.finish();
}

function align(builder: PlanBuilder): void {
  if (builder.length % 2 === 1) builder.u8(0);
}

function writeText(builder: PlanBuilder, name: string, text: string): void {
  builder.latin1(name);
  builder.u32be(Buffer.byteLength(text));
  builder.utf8(text);
  align(builder);
}
