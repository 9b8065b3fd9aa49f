/** Where a menu stands, so that all of it is in the window. Pure; lengths in CSS pixels. */

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Least distance to the edges of the window. */
const EDGE = 4;

/** A menu at a point: right of it and below; left of it or higher where there is no room. */
export function menuPlace(at: Point, menu: Size, window: Size): Point {
  const left = at.x + menu.width + EDGE > window.width ? at.x - menu.width : at.x;
  return inside({ x: left, y: at.y }, menu, window);
}

/** A menu that belongs to an item: beside it, on the left where there is no room on the right. */
export function submenuPlace(item: Point & Size, menu: Size, window: Size): Point {
  const right = item.x + item.width;
  const x = right + menu.width + EDGE > window.width ? item.x - menu.width : right;
  return inside({ x, y: item.y }, menu, window);
}

function inside({ x, y }: Point, menu: Size, window: Size): Point {
  return {
    x: Math.max(EDGE, Math.min(x, window.width - menu.width - EDGE)),
    y: Math.max(EDGE, Math.min(y, window.height - menu.height - EDGE)),
  };
}
