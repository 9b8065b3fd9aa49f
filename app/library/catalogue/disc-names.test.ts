import { describe, expect, it } from 'vitest';
import { albumFolder, withoutDisc } from './disc-names.ts';

describe('the title of an album', () => {
  it.each<[string, string, number | null]>([
    ['Mellon Collie (Disc 2)', 'Mellon Collie', 2],
    ['mellon collie [cd 1]', 'mellon collie', 1],
    ['Mellon Collie CD1', 'Mellon Collie', 1],
    ['Live - Disc Two: Paris', 'Live', 2],
    ['Live, Disk 10', 'Live', 10],
    ['The Wall', 'The Wall', null],
    ['ACDC', 'ACDC', null],
    ['ABCD1', 'ABCD1', null],
    ['Disc Overy', 'Disc Overy', null],
    ['CD 123', 'CD 123', null],
    ['CD1', '', 1],
  ])('%s is %s of disc %s', (text, name, disc) => {
    expect(withoutDisc(text)).toEqual({ name, disc });
  });
});

describe('the folder of an album', () => {
  it.each<[string, string, number | null]>([
    ['/music/Wall', '/music/Wall', null],
    ['/music/Wall/CD2', '/music/Wall', 2],
    ['/music/Wall/Disc 2 - Live', '/music/Wall', 2],
    ['/music/Wall (CD 1)', '/music/Wall', 1],
    ['/CD1', '', 1],
  ])('of %s is %s', (path, folder, disc) => {
    expect(albumFolder(path)).toEqual({ folder, disc });
  });
});
