import { describe, expect, it } from 'vitest';
import type { Layout, PictureRef } from '../formats/layout.ts';
import { LONGEST_PICTURE, LongPictureError } from '../formats/picture-body.ts';
import type { ReadFile } from './read-file.ts';
import { changesBetween } from './saved-file.ts';
import { readerOf, sourceOf } from './testing/saved-bytes.ts';

/** @param pictures type, body, and what stands behind the description */
function file(tags: Layout['tags'], pictures: readonly [number, string, string?][] = []): ReadFile {
  const bytes = Buffer.from(pictures.map(([, body]) => body).join(''));
  let offset = 0;
  const refs = pictures.map(([type, body, more = '']): PictureRef => {
    offset += body.length;
    return {
      type,
      mime: 'image/jpeg',
      description: `picture ${type}${more}`,
      location: { offset: offset - body.length, length: body.length },
      encoding: 'raw',
    };
  });
  return { source: sourceOf(bytes), read: readerOf(bytes), layout: { tags, pictures: refs } as unknown as Layout };
}

describe('the changes of a save', () => {
  it('are the fields that differ; a field that is gone is null', async () => {
    const before = file({ title: ['One'], artist: ['A', 'B'], genre: ['Jazz'] });
    const after = file({ title: ['One'], artist: ['B', 'A'], date: ['1999'] });
    expect(await changesBetween(before, after)).toEqual({
      fields: { artist: ['B', 'A'], genre: null, date: ['1999'] },
    });
  });

  it('are none where nothing differs', async () => {
    const tags = { title: ['One'] };
    expect(await changesBetween(file(tags), file(tags))).toEqual({ fields: {} });
    const art: [number, string][] = [[3, 'front']];
    expect(await changesBetween(file(tags, art), file(tags, art))).toEqual({ fields: {} });
  });

  it.each([
    [
      'a picture more',
      [[3, 'front']],
      [
        [3, 'front'],
        [4, 'back'],
      ],
    ],
    ['other bytes', [[3, 'front']], [[3, 'other']]],
    ['another type', [[3, 'front']], [[4, 'front']]],
    [
      'other bytes of one of two',
      [
        [3, 'front'],
        [4, 'back'],
      ],
      [
        [3, 'front'],
        [4, 'side'],
      ],
    ],
    [
      'another type of one of two',
      [
        [3, 'front'],
        [4, 'back'],
      ],
      [
        [3, 'front'],
        [5, 'back'],
      ],
    ],
    [
      'another order',
      [
        [3, 'front'],
        [3, 'other'],
      ],
      [
        [3, 'other'],
        [3, 'front'],
      ],
    ],
    ['the first picture', [], [[3, 'front']]],
  ] as [string, [number, string][], [number, string][]][])('are all pictures with %s', async (_what, before, after) => {
    const { pictures } = await changesBetween(file({}, before), file({}, after));
    expect(pictures).toEqual(
      after.map(([type, body]) => ({
        type,
        mime: 'image/jpeg',
        description: `picture ${type}`,
        bytes: Buffer.from(body),
      })),
    );
  });

  it('are none where pictures of other types changed places, or descriptions got blanks', async () => {
    const before = file({}, [
      [4, 'same', ' of the back'],
      [3, 'same'],
      [3, 'other', ' inside'],
    ]);
    const after = file({}, [
      [3, 'same', ' '],
      [3, 'other', ' inside  '],
      [4, 'same', ' of the back'],
    ]);
    expect(await changesBetween(before, after)).toEqual({ fields: {} });
  });

  it('are all pictures in their order where one of them has another description', async () => {
    const art: [number, string][] = [
      [4, 'same'],
      [3, 'same'],
    ];
    const { pictures } = await changesBetween(file({}, art), file({}, [art[0]!, [3, 'same', ' x']]));
    expect(pictures).toMatchObject([
      { type: 4, description: 'picture 4' },
      { type: 3, description: 'picture 3 x' },
    ]);
  });

  it('are those of fields alone where a picture did not change, however long it is', async () => {
    const length = LONGEST_PICTURE + 1;
    const long = (title: string, byte: number): ReadFile => {
      const { layout } = file({ title: [title] }, [[3, 'x']]);
      const [picture] = layout.pictures;
      return {
        source: { size: length, read: () => Buffer.alloc(0) },
        read: async (buffer, offset, count) => void buffer.fill(byte, offset, offset + count),
        layout: { ...layout, pictures: [{ ...picture!, location: { offset: 0, length } }] },
      };
    };
    expect(await changesBetween(long('One', 0), long('Two', 0))).toEqual({ fields: { title: ['Two'] } });
    await expect(changesBetween(long('One', 0), long('Two', 1))).rejects.toBeInstanceOf(LongPictureError);
  });

  it('are an empty list of pictures where all were removed', async () => {
    expect(await changesBetween(file({}, [[3, 'front']]), file({}))).toEqual({ fields: {}, pictures: [] });
  });
});
