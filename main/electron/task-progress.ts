/** The progress that the taskbar or the dock shows, from what the page tells. Pure. */

/** No bar. */
const NONE = -1;
/** Beyond 1 the bar moves without saying how far. */
const UNKNOWN = 2;

/** @param told a part from 0 to 1, `'unknown'` for work of unknown length; anything else for none */
export function taskProgress(told: unknown): number {
  if (told === 'unknown') return UNKNOWN;
  return typeof told === 'number' && told >= 0 && told <= 1 ? told : NONE;
}
