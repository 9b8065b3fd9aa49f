import { expect, test } from 'vitest';
import type { PictureRef, WeakerTag } from '../layout.ts';
import { TagCollector } from './tag-collector.ts';
import { fillFromWeaker } from './weaker-tags.ts';

const pictureAt = (offset: number): PictureRef => ({
  type: 3,
  mime: 'image/png',
  description: '',
  location: { offset, length: 1 },
  encoding: 'raw',
});

const weaker = (kind: string, tags: WeakerTag['tags'], pictures: readonly PictureRef[] = []): WeakerTag => ({
  kind,
  tags,
  pictures,
});

function filled(...candidates: WeakerTag[]) {
  const tags = new TagCollector();
  tags.add('title', 'own');
  const pictures: PictureRef[] = [];
  return { ...fillFromWeaker(tags, pictures, candidates), tags: tags.tags, pictures };
}

test('fields are filled from the first tag that has them, and listed with all that the tags say', () => {
  const [one, two] = [weaker('1', { title: ['x'], artist: ['a'] }), weaker('2', { artist: ['b'], album: ['c'] })];
  expect(filled(one, two)).toEqual({
    weaker: [one, two],
    tags: { title: ['own'], artist: ['a'], album: ['c'] },
    pictures: [],
  });
});

test('pictures are those of the first tag that has any, where there are none', () => {
  const [one, two] = [weaker('1', {}, [pictureAt(1), pictureAt(2)]), weaker('2', {}, [pictureAt(3)])];
  expect(filled(one, two)).toMatchObject({ weaker: [one, two], pictures: [pictureAt(1), pictureAt(2)] });
  const own = [pictureAt(9)];
  fillFromWeaker(new TagCollector(), own, [one]);
  expect(own).toEqual([pictureAt(9)]);
});

test('tags that say nothing are not listed', () => {
  expect(filled(weaker('1', {}), weaker('2', { album: ['c'] }))).toMatchObject({ weaker: [{ kind: '2' }] });
  expect(filled(weaker('1', {}))).not.toHaveProperty('weaker');
});
