/**
 * Writes single ID3v2 frames: the ten bytes of header, then the body in the encoding that the version asks for.
 */
import type { ByteRange } from '../layout.ts';
import type { PlanBuilder } from '../plan-builder.ts';
import type { PlacedPicture } from '../plan.ts';
import { toSynchsafe } from './synchsafe.ts';
import { LATIN1, UTF16, UTF8 } from './text.ts';

/** Flags that say how a body is written (grouped, compressed, encrypted, unsynchronised): they stay with a kept body. */
const BODY_FLAGS_V24 = 0x004f;
const BODY_FLAGS_V23 = 0x00e0;

export class FrameWriter {
  readonly #builder: PlanBuilder;
  readonly #version: 3 | 4;

  constructor(builder: PlanBuilder, version: 3 | 4) {
    this.#builder = builder;
    this.#version = version;
  }

  /** A text frame with one or more values. */
  text(id: string, values: readonly string[]): void {
    const text = values.join('\0');
    const encoding = this.#encodingOf(text);
    const at = this.#begin(id);
    this.#builder.u8(encoding);
    this.#write(text, encoding);
    this.#end(at);
  }

  userText(description: string, values: readonly string[]): void {
    const text = values.join('\0');
    const encoding = this.#encodingOf(description + text);
    const at = this.#begin('TXXX');
    this.#builder.u8(encoding);
    this.#write(description, encoding);
    this.#terminate(encoding);
    this.#write(text, encoding);
    this.#end(at);
  }

  /** COMM or USLT. */
  described(id: string, language: string, description: string, text: string): void {
    const encoding = this.#encodingOf(description + text);
    const at = this.#begin(id);
    this.#builder.u8(encoding);
    this.#builder.latin1(language.padEnd(3).slice(0, 3));
    this.#write(description, encoding);
    this.#terminate(encoding);
    this.#write(text, encoding);
    this.#end(at);
  }

  url(id: string, url: string): void {
    const at = this.#begin(id);
    this.#builder.latin1(url);
    this.#end(at);
  }

  identifier(owner: string, value: string): void {
    const at = this.#begin('UFID');
    this.#builder.latin1(owner);
    this.#builder.u8(0);
    this.#builder.latin1(value);
    this.#end(at);
  }

  /** POPM. */
  popularimeter({ email, byte, counter }: { email: string; byte: number; counter: Uint8Array }): void {
    const at = this.#begin('POPM');
    this.#builder.latin1(email);
    this.#builder.u8(0);
    this.#builder.u8(byte);
    for (const one of counter) this.#builder.u8(one);
    this.#end(at);
  }

  picture(picture: PlacedPicture): void {
    const encoding = this.#encodingOf(picture.description);
    const at = this.#begin('APIC');
    this.#builder.u8(encoding);
    this.#builder.latin1(picture.mime);
    this.#builder.u8(0);
    this.#builder.u8(picture.type);
    this.#write(picture.description, encoding);
    this.#terminate(encoding);
    this.#end(at, picture.length);
    this.#builder.picture(picture);
  }

  /** A frame of the original: its body is taken from there. */
  kept(id: string, flags: number, body: readonly ByteRange[]): void {
    const at = this.#begin(id);
    const length = body.reduce((sum, range) => sum + range.length, 0);
    this.#builder.patchU16be(at + 8, flags & (this.#version === 4 ? BODY_FLAGS_V24 : BODY_FLAGS_V23));
    this.#end(at, length);
    for (const range of body) this.#builder.source(range);
  }

  #begin(id: string): number {
    const at = this.#builder.length;
    this.#builder.latin1(id);
    this.#builder.u32be(0);
    this.#builder.u16be(0);
    return at;
  }

  /** Fills in the length of the frame at `at`, of whose body `more` bytes are still to come. */
  #end(at: number, more = 0): void {
    const length = this.#builder.length - at - 10 + more;
    this.#builder.patchU32be(at + 4, this.#version === 4 ? toSynchsafe(length) : length);
  }

  #encodingOf(text: string): number {
    if (this.#version === 4) return UTF8;
    return /[^\0-\u007f]/.test(text) ? UTF16 : LATIN1;
  }

  #write(text: string, encoding: number): void {
    if (encoding === UTF16) {
      this.#builder.u16be(0xfffe);
      this.#builder.utf16(text);
    } else {
      // Text is Latin-1 only where it is ASCII, which is the same in UTF-8.
      this.#builder.utf8(text);
    }
  }

  #terminate(encoding: number): void {
    this.#builder.u8(0);
    if (encoding === UTF16) this.#builder.u8(0);
  }
}
