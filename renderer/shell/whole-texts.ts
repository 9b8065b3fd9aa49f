/**
 * Shows the whole of a text that has no room, as the browser's own tooltip, for as long as the pointer is on it: titles
 * in narrow columns, captions under covers, names in lists. An element that says by itself what its tooltip is keeps it.
 */

/** How far around what the pointer is on the element is looked for that cuts the text. */
const NEAR = 4;

/** Begins to show them. @returns a function that ends it */
export function showWholeTexts(): () => void {
  const onOver = ({ target }: PointerEvent): void => {
    if (!(target instanceof HTMLElement) || target.closest('[title]') !== null) return;
    const cut = cutAround(target);
    if (cut === null) return;
    const text = seenText(cut);
    if (text === '') return;
    cut.title = text;
    cut.addEventListener('pointerleave', () => cut.removeAttribute('title'), { once: true });
  };
  document.addEventListener('pointerover', onOver);
  return () => document.removeEventListener('pointerover', onOver);
}

/** The nearest element that ends its text by an ellipsis, in one line or after several, where the text is longer than it. */
function cutAround(target: HTMLElement): HTMLElement | null {
  let element: HTMLElement | null = target;
  for (let step = 0; step < NEAR && element !== null; step += 1, element = element.parentElement) {
    const { textOverflow, webkitLineClamp } = getComputedStyle(element);
    const isWider = element.scrollWidth > element.clientWidth && textOverflow === 'ellipsis';
    const isHigher = element.scrollHeight > element.clientHeight && webkitLineClamp !== 'none';
    if (isWider || isHigher) return element;
  }
  return null;
}

/** The text of an element without what is there for screen readers alone, which is a pixel in size. */
function seenText(element: HTMLElement): string {
  const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let seen = '';
  while (texts.nextNode() !== null) {
    const { parentElement, nodeValue } = texts.currentNode;
    if (parentElement === element || (parentElement?.offsetWidth ?? 0) > 1) seen += nodeValue ?? '';
  }
  return seen.trim();
}
