/**
 * Metadata blocks of Ogg FLAC: each is a packet of its own.
 *
 * Source: RFC 9639, sections 8.1 and 10.1.
 */
import type { ByteRange, PictureRef } from '../layout.ts';
import { LayoutError } from '../layout.ts';
import { blockPicture } from '../vorbis/picture-block.ts';
import { Window } from '../window.ts';
import { PacketSource, type Packet } from './pages.ts';

/** Whether the block is marked as the last. Throws LayoutError where the packet is shorter than a block's header. */
export function isLastBlock(window: Window, packet: Packet): boolean {
  const { offset, length } = packet.runs[0] as ByteRange;
  if (length < 4) throw new LayoutError('The Ogg FLAC file has a block without a header.', offset);
  const i = window.at(offset, 1);
  return ((window.bytes[i] as number) & 0x80) !== 0;
}

export function blockType(window: Window, packet: Packet): number {
  const i = window.at((packet.runs[0] as ByteRange).offset, 1);
  return (window.bytes[i] as number) & 0x7f;
}

/** Notes the picture of a PICTURE block, which may be spread over pages; `false` where the block holds none. */
export function readPicture(window: Window, packet: Packet, pictures: PictureRef[]): boolean {
  const source = new PacketSource(window, packet);
  const picture = blockPicture(new Window(source), 4, packet.length);
  if (picture === null) return false;
  const parts = source.ranges(picture.location.offset, picture.location.offset + picture.location.length);
  const head = parts[0] as ByteRange;
  const tail = parts.at(-1) as ByteRange;
  pictures.push({
    ...picture,
    location: { offset: head.offset, length: tail.offset + tail.length - head.offset },
    ...(parts.length > 1 ? { parts, bodyLength: picture.location.length } : {}),
  });
  return true;
}
