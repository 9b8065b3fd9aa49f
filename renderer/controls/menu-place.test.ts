import { describe, expect, it } from 'vitest';
import { menuPlace, submenuPlace } from './menu-place.ts';

const window = { width: 1000, height: 600 };
const menu = { width: 200, height: 300 };

describe('a menu', () => {
  it('stands right of the pointer and below', () => {
    expect(menuPlace({ x: 100, y: 50 }, menu, window)).toEqual({ x: 100, y: 50 });
  });

  it('stands left of the pointer and higher where there is no room', () => {
    expect(menuPlace({ x: 900, y: 500 }, menu, window)).toEqual({ x: 700, y: 296 });
    expect(menuPlace({ x: 796, y: 296 }, menu, window)).toEqual({ x: 796, y: 296 });
    expect(menuPlace({ x: 797, y: 297 }, menu, window)).toEqual({ x: 597, y: 296 });
  });

  it('begins in the window where it is larger', () => {
    expect(menuPlace({ x: 50, y: 50 }, menu, { width: 150, height: 200 })).toEqual({ x: 4, y: 4 });
  });
});

describe('a menu that belongs to an item', () => {
  const item = { x: 100, y: 80, width: 200, height: 30 };

  it('stands beside the item', () => {
    expect(submenuPlace(item, menu, window)).toEqual({ x: 300, y: 80 });
  });

  it('stands on its left where there is no room on its right', () => {
    expect(submenuPlace({ ...item, x: 700 }, menu, window)).toEqual({ x: 500, y: 80 });
  });
});
