import { describe, expect, it } from 'vitest';
import { LayoutError, type PictureRef } from '../layout.ts';
import { PlanBuilder } from '../plan-builder.ts';
import { coverOf } from '../testing/layouts.ts';
import { flacBlock, lacingOf, oggPage } from '../testing/ogg-bytes.ts';
import { strictSource } from '../testing/sources.ts';
import { writePictureHead } from '../vorbis/write-picture.ts';
import { Window } from '../window.ts';
import { blockType, isLastBlock, readPicture } from './flac-block.ts';
import { PacketWalker, type Packet } from './pages.ts';

/** The first packet of these pages. */
function blockOn(...pages: Buffer[]): [Window, Packet] {
  const window = new Window(strictSource(Buffer.concat(pages)));
  return [window, new PacketWalker(window).next()];
}

const onOnePage = (block: Buffer): [Window, Packet] => blockOn(oggPage(lacingOf(block.length), block));

describe('a block of Ogg FLAC', () => {
  it('has its type in seven bits, and a mark on the last in the eighth', () => {
    expect(blockType(...onOnePage(flacBlock(3, 'x')))).toBe(3);
    expect(blockType(...onOnePage(flacBlock(0x7f, 'x', true)))).toBe(0x7f);
    expect(isLastBlock(...onOnePage(flacBlock(0x7f, 'x')))).toBe(false);
    expect(isLastBlock(...onOnePage(flacBlock(0, '', true)))).toBe(true);
  });

  it('is broken without a whole header', () => {
    expect(() => isLastBlock(...onOnePage(Buffer.from([0x80, 0, 0])))).toThrow(
      new LayoutError('The Ogg FLAC file has a block without a header.', 28),
    );
  });
});

describe('a picture block of Ogg FLAC', () => {
  /** In front of the image stand the block's header, 32 bytes of numbers, and `image/png`. */
  const HEAD = 4 + 32 + 9;

  function block(image: Buffer, length = image.length): Buffer {
    const builder = new PlanBuilder();
    writePictureHead(builder, coverOf(length, { description: '' }));
    return flacBlock(6, Buffer.concat([builder.take(), image]));
  }

  const found = (pages: [Window, Packet]): [boolean, PictureRef[]] => {
    const pictures: PictureRef[] = [];
    return [readPicture(...pages, pictures), pictures];
  };

  it('on one page is one range of the file', () => {
    expect(found(onOnePage(block(Buffer.alloc(5))))).toEqual([
      true,
      [
        {
          type: 3,
          mime: 'image/png',
          description: '',
          width: 0x0102,
          height: 0x0304,
          depth: 24,
          location: { offset: 28 + HEAD, length: 5 },
          encoding: 'raw',
        },
      ],
    ]);
  });

  it('on several has a part on each, from the first to the last of which it reaches', () => {
    const bytes = block(Buffer.alloc(600));
    const pages = blockOn(
      oggPage([255], bytes.subarray(0, 255)),
      oggPage([255], bytes.subarray(255, 510), { flags: 1 }),
      oggPage([HEAD + 600 - 510], bytes.subarray(510), { flags: 1 }),
    );
    const [first, second, third] = [28 + HEAD, 283 + 28, 2 * 283 + 28];
    expect(found(pages)).toMatchObject([
      true,
      [
        {
          location: { offset: first, length: third + HEAD + 600 - 510 - first },
          parts: [
            { offset: first, length: 255 - HEAD },
            { offset: second, length: 255 },
            { offset: third, length: HEAD + 600 - 510 },
          ],
          bodyLength: 600,
        },
      ],
    ]);
  });

  it('is in one part where only its head is on another page', () => {
    // A description as long as it takes for the first page to end with the head.
    const builder = new PlanBuilder();
    writePictureHead(builder, coverOf(100, { description: 'd'.repeat(255 - HEAD) }));
    const long = flacBlock(6, Buffer.concat([builder.take(), Buffer.alloc(100)]));
    const [, pictures] = found(
      blockOn(oggPage([255], long.subarray(0, 255)), oggPage([100], long.subarray(255), { flags: 1 })),
    );
    expect(pictures).toMatchObject([{ location: { offset: 283 + 28, length: 100 } }]);
    expect(pictures[0]).not.toHaveProperty('parts');
  });

  it('may hold none', () => {
    expect(found(onOnePage(block(Buffer.alloc(5), 6)))).toEqual([false, []]);
  });
});
