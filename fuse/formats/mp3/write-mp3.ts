/**
 * Plans an MP3 file: one ID3v2 tag in front of the audio, padding at its end. Tags at the end of the original
 * (ID3v1, APEv2, Lyrics3) are not part of the audio and are left off: their fields are in the new tag.
 */
import { writerDetail } from '../detail.ts';
import { finishId3Header, writeFrames, writeId3Header, writtenVersion } from '../id3/write-id3v2.ts';
import type { PlanInput } from '../plan-input.ts';
import type { Plan } from '../plan.ts';
import { headerLengthFor, PlanBuilder } from '../plan-builder.ts';

export function planMp3({ layout, tags, pictures, minimumHeaderLength }: PlanInput): Plan {
  const detail = writerDetail(layout);
  const version = writtenVersion(detail.id3);
  const builder = new PlanBuilder();
  const at = writeId3Header(builder, version);
  writeFrames(builder, { version, tags, pictures, kept: layout.kept, detail });
  builder.zeros(headerLengthFor(builder.length, minimumHeaderLength) - builder.length);
  finishId3Header(builder, at);
  builder.audioBegins();
  builder.source(layout.audio);
  return builder.finish();
}
