import { describe, expect, it } from 'vitest';
import { LayoutError, type PictureRef } from './layout.ts';
import { LONGEST_PICTURE, LongPictureError, readPictureBody } from './picture-body.ts';
import { strictSource } from './testing/sources.ts';

const IMAGE = Buffer.from([0xff, 0xd8, 0xff, 0x00, 1, 2, 3]);

function read(file: Uint8Array, picture: Partial<PictureRef>): Uint8Array {
  const location = { offset: 2, length: file.length - 2 };
  return readPictureBody(strictSource(file), {
    type: 3,
    mime: '',
    description: '',
    location,
    encoding: 'raw',
    ...picture,
  });
}

const behind = (bytes: Uint8Array | string): Buffer => Buffer.concat([Buffer.from('xx'), Buffer.from(bytes as string)]);

/** A picture structure of which only the last number in front of the body counts here. */
function structure(length: number): Buffer {
  const head = Buffer.alloc(12, 7);
  head.writeUInt32BE(length, 8);
  return Buffer.concat([head, IMAGE]);
}

describe('the body of a picture', () => {
  it('lies in the file as it is', () => {
    expect(read(behind(IMAGE), {})).toEqual(IMAGE);
  });

  it('is taken out of an unsynchronised tag', () => {
    expect(read(behind(Buffer.from([0xff, 0x00, 0xd8, 0xff, 0x00, 0x00])), { encoding: 'unsynchronised' })).toEqual(
      Buffer.from([0xff, 0xd8, 0xff, 0x00]),
    );
  });

  it('is decoded from base64', () => {
    expect(read(behind(IMAGE.toString('base64')), { encoding: 'base64' })).toEqual(IMAGE);
  });

  it('begins behind the structure in front of it, and has the length that this says', () => {
    const text = behind(structure(5).toString('base64'));
    expect(read(text, { encoding: 'base64', skip: 12 })).toEqual(IMAGE.subarray(0, 5));
  });

  it('may begin right behind its length', () => {
    const text = behind(structure(5).subarray(8).toString('base64'));
    expect(read(text, { encoding: 'base64', skip: 4 })).toEqual(IMAGE.subarray(0, 5));
  });

  it('may be 64 MiB long', () => {
    const file = Buffer.alloc(64 * 1024 * 1024);
    const source = { size: file.length, read: () => file };
    const location = { offset: 0, length: file.length };
    expect(readPictureBody(source, { type: 3, mime: '', description: '', location, encoding: 'raw' }).length).toBe(
      LONGEST_PICTURE,
    );
  });

  it('is put together from its parts', () => {
    const parts = [
      { offset: 0, length: 2 },
      { offset: 5, length: 3 },
    ];
    expect(Buffer.from(read(Buffer.from('ab---cde'), { parts })).toString()).toBe('abcde');
  });

  it('is a copy', () => {
    const source = strictSource(behind(IMAGE));
    const picture: PictureRef = {
      type: 3,
      mime: '',
      description: '',
      location: { offset: 2, length: 7 },
      encoding: 'raw',
    };
    const body = readPictureBody(source, picture);
    source.read(0, 2);
    expect(body).toEqual(IMAGE);
  });
});

describe('a picture that is not there any more', () => {
  it.each([3, 20])('has a structure of an impossible length: %d', (skip) => {
    const text = behind(structure(5).toString('base64'));
    expect(() => read(text, { encoding: 'base64', skip })).toThrow(
      new LayoutError('The file no longer has the picture that was found in it.', 2),
    );
  });

  it('may still have nothing behind its structure', () => {
    expect(
      read(behind(structure(5).subarray(0, 12).toString('base64')), { encoding: 'base64', skip: 12 }),
    ).toHaveLength(0);
  });

  it('is longer than any picture', () => {
    const location = { offset: 9, length: LONGEST_PICTURE + 1 };
    expect(() => read(behind(IMAGE), { location })).toThrow(new LongPictureError(LONGEST_PICTURE + 1, 9));
    const long = new LongPictureError(70_000_000, 9);
    expect(long).toMatchObject({
      name: 'LongPictureError',
      code: 'BAD_LAYOUT',
      offset: 9,
      message: 'A picture is 70000000 bytes long. Pictures of up to 67108864 bytes (64 MiB) can be stored.',
    });
  });

  it('ends behind the end of the file', () => {
    const short = { size: 100, read: () => Buffer.alloc(3) };
    const picture: PictureRef = {
      type: 3,
      mime: '',
      description: '',
      location: { offset: 2, length: 4 },
      encoding: 'raw',
    };
    expect(() => readPictureBody(short, picture)).toThrow(new LayoutError('The file ends before its picture does.', 2));
  });
});
