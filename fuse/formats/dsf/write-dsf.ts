/**
 * Plans DSF files: the audio where it was, a padded ID3v2 tag behind it, and the two lengths in the first chunk that follow
 * from it.
 */
import { writerDetail } from '../detail.ts';
import { keptFrames } from '../id3/kept-frames.ts';
import { finishId3Header, writeFrames, writeId3Header, writtenVersion } from '../id3/write-id3v2.ts';
import type { PlanInput } from '../plan-input.ts';
import type { Plan } from '../plan.ts';
import { headerLengthFor, PlanBuilder } from '../plan-builder.ts';
import { DSD_CHUNK, type DsfDetail } from './read-dsf.ts';

export function planDsf({ layout, tags, pictures, minimumSize = 0 }: PlanInput): Plan {
  const { body } = layout.detail as unknown as DsfDetail;
  const detail = writerDetail(layout);
  const version = writtenVersion(detail.id3);
  const builder = new PlanBuilder();
  builder.latin1('DSD ');
  writeLength(builder, DSD_CHUNK);
  const sizeAt = builder.length;
  writeLength(builder, 0);
  writeLength(builder, body.offset + body.length);
  builder.source(body);
  const fixed = builder.length;
  const at = writeId3Header(builder, version);
  writeFrames(builder, { version, tags, pictures, kept: keptFrames(layout), detail });
  builder.zeros(fixed + headerLengthFor(builder.length - fixed, minimumSize - fixed) - builder.length);
  finishId3Header(builder, at);
  builder.patchU32le(sizeAt, builder.length % 0x1_0000_0000);
  builder.patchU32le(sizeAt + 4, Math.floor(builder.length / 0x1_0000_0000));
  return { ...builder.finish(), headerLength: layout.audio.offset };
}

function writeLength(builder: PlanBuilder, length: number): void {
  builder.u32le(length % 0x1_0000_0000);
  builder.u32le(Math.floor(length / 0x1_0000_0000));
}
