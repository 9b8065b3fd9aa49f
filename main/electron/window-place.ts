/** Where the window is put: where it was, as far as a screen is still there. Pure. */

export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface WindowPlace extends Area {
  readonly maximised: boolean;
}

/** What is left of a window where it was kept nowhere. */
export const USUAL_SIZE = { width: 1440, height: 900 } as const;
export const LEAST_SIZE = { width: 720, height: 480 } as const;

/** How much of the upper edge must be on a screen, so that the window can be moved by hand. */
const REACHABLE = { width: 120, height: 40 } as const;

/** @returns `null` for a text that is no place */
export function readPlace(text: string): WindowPlace | null {
  let kept: unknown;
  try {
    kept = JSON.parse(text);
  } catch {
    return null;
  }
  const { x, y, width, height, maximised } = (kept ?? {}) as Partial<Record<keyof WindowPlace, unknown>>;
  if (![x, y, width, height].every((value) => Number.isSafeInteger(value))) return null;
  return {
    x: x as number,
    y: y as number,
    width: Math.max(LEAST_SIZE.width, width as number),
    height: Math.max(LEAST_SIZE.height, height as number),
    maximised: maximised === true,
  };
}

/**
 * @param screens areas that windows may take, the main screen first
 * @returns without `x` and `y` where the system is to choose
 */
export function placeOn(
  kept: WindowPlace | null,
  screens: readonly Area[],
): { readonly x?: number; readonly y?: number; readonly width: number; readonly height: number } {
  const [main] = screens;
  const { width, height } = kept ?? USUAL_SIZE;
  const size = {
    width: Math.min(width, main?.width ?? width),
    height: Math.min(height, main?.height ?? height),
  };
  if (kept === null) return size;
  const screen = screens.find((area) => isReachable(kept, area));
  if (screen === undefined) return size;
  return {
    x: kept.x,
    y: kept.y,
    width: Math.min(width, screen.width),
    height: Math.min(height, screen.height),
  };
}

function isReachable(place: Area, screen: Area): boolean {
  const shown = Math.min(place.x + place.width, screen.x + screen.width) - Math.max(place.x, screen.x);
  const below = screen.y + screen.height - place.y;
  return shown >= REACHABLE.width && place.y >= screen.y && below >= REACHABLE.height;
}
