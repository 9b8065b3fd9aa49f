/** The covers of the demo's albums, drawn: lanterns above water at dusk, and the wheels of a clock. */
import type { DemoAlbum } from './demo-albums.ts';
import { pngFile, type Colour } from './png-file.ts';

/** Pixels along a side. */
export const COVER_SIZE = 480;

export function drawCover(band: DemoAlbum['band']): Buffer {
  return pngFile(COVER_SIZE, band === 'lanterns' ? lanterns : wheels);
}

/** Width of the soft edge of a shape, as a part of the picture. */
const EDGE = 1.2 / COVER_SIZE;

const LANTERNS = [
  { x: 0.28, y: 0.34, radius: 0.085 },
  { x: 0.52, y: 0.22, radius: 0.055 },
  { x: 0.7, y: 0.4, radius: 0.11 },
  { x: 0.44, y: 0.49, radius: 0.045 },
] as const;
const HORIZON = 0.64;

function lanterns(x: number, y: number): Colour {
  // What lies below the horizon is the sky in the water, dimmer and drawn out.
  const isWater = y > HORIZON;
  const height = isWater ? HORIZON - (y - HORIZON) * 1.35 : y;
  const ripple = isWater ? Math.sin(y * 260) * 0.006 * (y - HORIZON) * 8 : 0;
  let colour = blend([0.16, 0.13, 0.27], [0.86, 0.5, 0.36], Math.min(1, (height / HORIZON) ** 2.4));
  for (const { x: cx, y: cy, radius } of LANTERNS) {
    const distance = Math.hypot(x + ripple - cx, (height - cy) * 0.86);
    colour = blend(colour, [1, 0.72, 0.38], 0.55 * Math.exp(-((distance / radius) ** 2) / 3));
    colour = blend(colour, [1, 0.9, 0.68], inside(radius - distance));
  }
  return isWater ? blend(colour, [0.1, 0.1, 0.2], 0.42) : colour;
}

const WHEELS = [
  { x: 0.38, y: 0.42, radius: 0.25, teeth: 24, colour: [0.83, 0.64, 0.3] },
  { x: 0.73, y: 0.66, radius: 0.16, teeth: 15, colour: [0.72, 0.38, 0.26] },
  { x: 0.69, y: 0.24, radius: 0.11, teeth: 11, colour: [0.55, 0.62, 0.58] },
] as const;

function wheels(x: number, y: number): Colour {
  let colour = blend([0.07, 0.13, 0.16], [0.13, 0.24, 0.27], (x + y) / 2);
  for (const wheel of WHEELS) {
    const [dx, dy] = [x - wheel.x, y - wheel.y];
    const distance = Math.hypot(dx, dy);
    const tooth = Math.max(-1, Math.min(1, 3 * Math.sin(Math.atan2(dy, dx) * wheel.teeth)));
    const rim = inside(wheel.radius * (1 + 0.045 * tooth) - distance) * inside(distance - wheel.radius * 0.74);
    const hub = inside(wheel.radius * 0.2 - distance) * inside(distance - wheel.radius * 0.07);
    const spokes = inside(wheel.radius * 0.76 - distance) * inside(spokeWidth(dx, dy, wheel.radius));
    colour = blend(colour, wheel.colour, Math.max(rim, hub, spokes * inside(distance - wheel.radius * 0.19)));
  }
  return colour;
}

/** Positive on one of five spokes: how far within it a point is. */
function spokeWidth(dx: number, dy: number, radius: number): number {
  const fifth = (2 * Math.PI) / 5;
  const angle = Math.atan2(dy, dx);
  const off = angle - Math.round(angle / fifth) * fifth;
  return radius * 0.05 - Math.abs(Math.sin(off)) * Math.hypot(dx, dy);
}

/** 1 within a shape, 0 outside, and soft at the edge. @param depth distance to the edge, positive within */
function inside(depth: number): number {
  return Math.min(1, Math.max(0, depth / EDGE + 0.5));
}

function blend(from: Colour, to: Colour, part: number): Colour {
  return [from[0] + (to[0] - from[0]) * part, from[1] + (to[1] - from[1]) * part, from[2] + (to[2] - from[2]) * part];
}
