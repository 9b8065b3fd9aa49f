/**
 * Reads the metadata blocks of a FLAC file.
 *
 * Source: RFC 9639, section 8. STREAMINFO, SEEKTABLE, CUESHEET, APPLICATION and unknown blocks are kept; the
 * Vorbis comment and the pictures become fields and picture places; PADDING is dropped. An ID3v2 tag in front
 * and ID3v1 or APE tags behind (which FLAC does not allow but files have) are cut from the audio, and fill what the
 * Vorbis comment lacks.
 */
import type { LeadingId3 } from '../id3/read-leading.ts';
import type { KeptPart, Layout, PictureRef } from '../layout.ts';
import { LayoutError } from '../layout.ts';
import { TagCollector } from '../tags/tag-collector.ts';
import { fillFromWeaker } from '../tags/weaker-tags.ts';
import { readTail, TailContent } from '../tail/read-tail.ts';
import { readVorbisComments } from '../vorbis/read-comments.ts';
import { blockPicture } from '../vorbis/picture-block.ts';
import { inPlace, type Window } from '../window.ts';
import {
  INVALID,
  PADDING,
  parseStreamInfo,
  PICTURE,
  STREAMINFO,
  STREAMINFO_LENGTH,
  VORBIS_COMMENT,
  type StreamInfo,
} from './blocks.ts';

export function readFlac(window: Window, { content, end: start }: LeadingId3): Layout {
  const tags = new TagCollector();
  const pictures: PictureRef[] = [];
  const kept: KeptPart[] = [];
  let vendor = '';
  let position = start + 4;
  let info: StreamInfo | undefined;
  for (;;) {
    const i = window.at(position, 4);
    const b = window.bytes;
    const header = b[i] as number;
    const type = header & 0x7f;
    const length = b.readUIntBE(i + 1, 3);
    const begin = position + 4;
    if (!window.covers(begin, length)) {
      throw new LayoutError(
        `The FLAC file ends in its header: the block at ${position} should be ${length} bytes long.`,
        position,
      );
    }
    if (info === undefined) {
      if (type !== STREAMINFO || length !== STREAMINFO_LENGTH) {
        throw new LayoutError('The FLAC file does not begin with its stream information.', position);
      }
      info = streamInfo(window, begin);
      kept.push({ kind: '0', range: { offset: begin, length } });
    } else if (type === VORBIS_COMMENT) {
      vendor = readVorbisComments(window, begin, begin + length, inPlace, tags, pictures);
    } else if (type === PICTURE) {
      const picture = blockPicture(window, begin, begin + length);
      if (picture !== null) pictures.push(picture);
      else kept.push({ kind: String(type), range: { offset: begin, length } });
    } else if (type === INVALID) {
      throw new LayoutError(`The FLAC file has an impossible block at ${position}.`, position);
    } else if (type !== PADDING && type !== STREAMINFO) {
      kept.push({ kind: String(type), range: { offset: begin, length } });
    }
    position = begin + length;
    if ((header & 0x80) !== 0) break;
  }
  const tail = new TailContent();
  const audioEnd = readTail(window, position, tail);
  const audio = { offset: position, length: audioEnd - position };
  const id3v2 = { kind: 'ID3v2', tags: content.tags.tags, pictures: content.pictures };
  const weaker = fillFromWeaker(tags, pictures, [id3v2, ...tail.all()]);
  const duration = info.sampleRate === 0 ? 0 : info.samples / info.sampleRate;
  return {
    container: 'flac',
    properties: {
      codec: 'flac',
      duration,
      sampleRate: info.sampleRate,
      channels: info.channels,
      bitsPerSample: info.bitsPerSample,
      bitrate: duration === 0 ? 0 : Math.round((audio.length * 8) / duration),
      lossless: true,
    },
    audio,
    tags: tags.finish(),
    pictures,
    kept,
    ...weaker,
    ...content.damage(),
    detail: { vendor, ...tags.nameDetail() },
  };
}

function streamInfo(window: Window, begin: number): StreamInfo {
  const i = window.at(begin, STREAMINFO_LENGTH);
  return parseStreamInfo(window.bytes, i);
}
