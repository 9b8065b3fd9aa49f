import { expect, test } from 'vitest';
import type { Tags } from '../layout.ts';
import { PlanBuilder } from '../plan-builder.ts';
import { commentsOf } from '../testing/ogg-bytes.ts';
import { writeVorbisComments } from './write-comments.ts';

function written(
  tags: Tags,
  names: Readonly<Record<string, string>> = {},
  further?: number,
  vendor = 'vendor',
): Buffer {
  const builder = new PlanBuilder();
  writeVorbisComments(builder, vendor, tags, names, further);
  return builder.take();
}

test('comments are a vendor string, their number, and a length in front of each', () => {
  expect(written({ title: ['é'] }).toString('latin1')).toBe(
    '\u0006\0\0\0vendor\u0001\0\0\0\u0008\0\0\0TITLE=\u00c3\u00a9',
  );
  expect(written({}, {}, 0, '')).toEqual(Buffer.alloc(8));
});

test('comments may stand behind something else', () => {
  const builder = new PlanBuilder();
  builder.latin1('OpusTags');
  writeVorbisComments(builder, 'v', { title: ['x'] }, {});
  expect(builder.take()).toEqual(Buffer.concat([Buffer.from('OpusTags'), commentsOf('v', ['TITLE=x'])]));
});

test('a field has the name of the table, and a comment for each value', () => {
  const tags = { title: ['One'], artist: ['A', 'B'], totaltracks: ['12'], musicbrainz_recordingid: ['id'] };
  expect(written(tags)).toEqual(
    commentsOf('vendor', ['TITLE=One', 'ARTIST=A', 'ARTIST=B', 'TRACKTOTAL=12', 'MUSICBRAINZ_TRACKID=id']),
  );
});

test('a field that the table does not know has the name that the file spells, or its own in capitals', () => {
  expect(written({ own: ['x'], other: ['y'] }, { own: 'Own', title: 'Title' })).toEqual(
    commentsOf('vendor', ['Own=x', 'OTHER=y']),
  );
  expect(written({ title: ['x'] }, { title: 'Title' })).toEqual(commentsOf('vendor', ['TITLE=x']));
});

test('what a name cannot hold becomes an underscore, as often as it stands there', () => {
  expect(written({ 'a=b=c\0d': ['x=y'] })).toEqual(commentsOf('vendor', ['A_B_C_D=x=y']));
  expect(written({ 'ночь ü': ['z'] }).toString('latin1')).toBe(
    '\u0006\0\0\0vendor\u0001\0\0\0\u0008\0\0\0____ \u00dc=z',
  );
});

test('comments that the caller writes are counted in', () => {
  const bytes = written({ title: ['x'], artist: ['A', 'B'] }, {}, 2);
  expect(bytes.readUInt32LE(10)).toBe(5);
  expect(written({}, {}, 1).readUInt32LE(10)).toBe(1);
});
