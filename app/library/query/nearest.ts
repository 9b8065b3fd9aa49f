/** The name that was probably meant. */
import { distance } from './typing-distance.ts';

/** Longest distance of a name that is suggested, in typed characters. */
const NEAR = 2;

/** The name that is nearest to a mistyped one; null where none is near. */
export function nearest(typed: string, names: readonly string[]): string | null {
  const wanted = typed.toLowerCase();
  const near = names
    .map((name) => ({ name, far: distance(wanted, name) }))
    .filter(({ name, far }) => far <= NEAR && far < name.length / 2)
    .sort((a, b) => a.far - b.far);
  return near[0]?.name ?? null;
}
