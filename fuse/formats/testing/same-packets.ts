/**
 * Compares the audio of two Ogg streams packet by packet: editors that rewrite the pages (other numbers, other sizes) leave the
 * packets as they are.
 */
import { readFully, type AudioFile } from './compare-bytes.ts';
import { Window } from '../window.ts';
import { lastGranule } from '../ogg/last-granule.ts';
import { PAGE_HEADER, PACKET_COUNT_AT, readPage } from '../ogg/pages.ts';
import type { OggDetail } from '../ogg/read-ogg.ts';

/** Whether the first packet, and Vorbis' setup packet, of both streams are the same. */
export function sameHeaderPackets(before: AudioFile, after: AudioFile): boolean {
  return firstPacket(before).equals(firstPacket(after)) && setupPacket(before).equals(setupPacket(after));
}

function firstPacket({ layout, source }: AudioFile): Buffer {
  const { offset, length } = (layout.detail as unknown as OggDetail).firstPage;
  const page = Buffer.from(readFully(source, offset, length));
  const packet = page.subarray(PAGE_HEADER + (page[26] as number));
  // How many header packets follow in Ogg FLAC depends on the tags.
  if (layout.properties.codec === 'flac') packet.fill(0, PACKET_COUNT_AT, PACKET_COUNT_AT + 2);
  return packet;
}

function setupPacket({ layout, source }: AudioFile): Buffer {
  if (layout.properties.codec !== 'vorbis') return Buffer.alloc(0);
  return Buffer.concat(layout.kept.map(({ range }) => Buffer.from(readFully(source, range.offset, range.length))));
}

/** Whether the audio packets and the length of both streams are the same. */
export function samePackets(before: AudioFile, after: AudioFile): boolean {
  const [one, other] = [new AudioPackets(before), new AudioPackets(after)];
  for (;;) {
    const [was, is] = [one.next(), other.next()];
    if (was === null || is === null) return was === is && one.granule() === other.granule();
    if (!was.equals(is)) return false;
  }
}

/** No audio packet is longer. */
const LONGEST_PACKET = 16 * 1024 * 1024;

class AudioPackets {
  readonly #window: Window;
  readonly #file: AudioFile;
  #page: number;
  #lacing: Buffer = Buffer.alloc(0);
  #segment = 0;
  #position = 0;

  constructor(file: AudioFile) {
    this.#file = file;
    this.#window = new Window(file.source);
    const { sharedPage } = file.layout.detail as unknown as OggDetail;
    this.#page = sharedPage?.offset ?? file.layout.audio.offset;
    if (sharedPage === undefined || !this.#turn()) return;
    for (; this.#segment < sharedPage.segments; this.#segment += 1) this.#position += this.#lacing[this.#segment] ?? 0;
  }

  /** The next packet, or `null` at the end. A packet that is cut off at the end counts as far as it goes. */
  next(): Buffer | null {
    const runs: Buffer[] = [];
    let length = 0;
    for (;;) {
      if (this.#segment === this.#lacing.length && !this.#turn()) return runs.length === 0 ? null : Buffer.concat(runs);
      const size = this.#lacing[this.#segment] as number;
      this.#segment += 1;
      const i = this.#window.at(this.#position, size);
      runs.push(Buffer.from(this.#window.bytes.subarray(i, i + size)));
      this.#position += size;
      length += size;
      if (size < 255 || length > LONGEST_PACKET) return Buffer.concat(runs);
    }
  }

  granule(): number {
    const { detail } = this.#file.layout;
    return lastGranule(this.#window, Number(detail['serial']));
  }

  /** Goes to the next page that has segments. */
  #turn(): boolean {
    do {
      if (!this.#window.covers(this.#page, PAGE_HEADER)) return false;
      const page = readPage(this.#window, this.#page);
      if (!this.#window.covers(page.body, page.end - page.body)) return false;
      this.#lacing = page.lacing;
      this.#segment = 0;
      this.#position = page.body;
      this.#page = page.end;
    } while (this.#lacing.length === 0);
    return true;
  }
}
