/**
 * Keeps the place of people who use the keyboard: where the element with the focus is taken away (a button that becomes
 * another one, a row that is removed, a panel that closes), the focus goes to what is nearest to its place, or back to
 * where it came from. Without this it would be at the top of the page again.
 *
 * Parts that give the focus a place of their own, maybe only once an answer has come, say so by `data-keeps-focus`.
 */

/** What can have the focus by Tab. */
const STOPS =
  'a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea:not(:disabled), summary, [tabindex="0"]';

/** Parts that one leaves for where one came from. */
const PASSING = 'aside, dialog, [role="status"]';

/** How many places are kept that the focus has come from. */
const KEPT = 12;

interface Place {
  readonly element: HTMLElement;
  /** From its parent to the root. */
  readonly around: readonly Element[];
  /** Middle of its box. */
  readonly x: number;
  readonly y: number;
}

/** Begins to keep the focus. @returns a function that ends it */
export function keepFocus(): () => void {
  let places: Place[] = [];
  let byKeys = false;
  let frame = 0;

  const onFocus = ({ target }: FocusEvent): void => {
    if (!(target instanceof HTMLElement)) return;
    places = [...places.filter(({ element }) => element !== target && element.isConnected), placeOf(target)].slice(
      -KEPT,
    );
  };
  const onKey = (): void => {
    byKeys = true;
    const last = places.at(-1);
    // What is above it may have moved it since it got the focus.
    if (last?.element === document.activeElement && last !== undefined) places.splice(-1, 1, placeOf(last.element));
  };
  const onPointer = (): void => {
    byKeys = false;
  };
  const observer = new MutationObserver(() => {
    if (!byKeys || places.length === 0 || !isNowhere(document.activeElement)) return;
    // Parts that move the focus themselves have done so by then.
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(() => {
      if (isNowhere(document.activeElement) && isGone(places.at(-1)?.element)) successor(places)?.focus();
    });
  });
  document.addEventListener('focusin', onFocus);
  document.addEventListener('keydown', onKey, true);
  document.addEventListener('pointerdown', onPointer, true);
  observer.observe(document.body, {
    childList: true,
    subtree: true,
    attributes: true,
    attributeFilter: ['disabled', 'hidden'],
  });
  return () => {
    document.removeEventListener('focusin', onFocus);
    document.removeEventListener('keydown', onKey, true);
    document.removeEventListener('pointerdown', onPointer, true);
    observer.disconnect();
    cancelAnimationFrame(frame);
  };
}

function isNowhere(focused: Element | null): boolean {
  return focused === null || focused === document.body || focused.matches(':disabled');
}

/** Whether an element cannot have the focus any more; one that can has been left on purpose. */
function isGone(element: HTMLElement | undefined): boolean {
  return element !== undefined && (!element.isConnected || element.matches(':disabled') || !element.checkVisibility());
}

function placeOf(element: HTMLElement): Place {
  const { left, top, width, height } = element.getBoundingClientRect();
  const around: Element[] = [];
  for (let one = element.parentElement; one !== null; one = one.parentElement) around.push(one);
  return { element, around, x: left + width / 2, y: top + height / 2 };
}

/** What gets the focus of the last place. */
function successor(places: readonly Place[]): HTMLElement | null {
  const lost = places.at(-1);
  if (lost === undefined || lost.around.some((one) => one.matches('[data-keeps-focus]'))) return null;
  const isPassing =
    lost.around.some((one) => !one.isConnected && one.matches(PASSING)) || isIn(lost, '[role="status"]');
  if (isPassing) {
    const before = places.findLast(({ element }) => !isGone(element))?.element;
    if (before !== undefined) return before;
  }
  for (const one of lost.around) {
    const stop = one.isConnected && one !== document.body ? nearest(one, lost) : null;
    if (stop !== null) return stop;
  }
  return null;
}

function isIn({ around }: Place, selector: string): boolean {
  return around.some((one) => one.matches(selector));
}

/** The stop in an element that is nearest to a place; `null` where it has none. */
function nearest(element: Element, { x, y }: Place): HTMLElement | null {
  let found: HTMLElement | null = null;
  let least = Infinity;
  for (const stop of element.querySelectorAll<HTMLElement>(STOPS)) {
    if (stop.tabIndex < 0 || !stop.checkVisibility()) continue;
    const box = stop.getBoundingClientRect();
    const distance = Math.hypot(box.left + box.width / 2 - x, box.top + box.height / 2 - y);
    if (distance < least) [found, least] = [stop, distance];
  }
  return found;
}
