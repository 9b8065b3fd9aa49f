/**
 * What `npm run bench:ui` measures inside the page: a script that runs before the page's own. It sees what a person
 * sees: rows with text in them on screen, frame by frame.
 */

export interface Probe {
  /** Milliseconds from the request of the page to the first row with a title; `null` before. */
  firstRows: number | null;
  /** Milliseconds from each input to the frame that shows its rows. */
  readonly keys: number[];
  /** Milliseconds of each task over 50 ms. */
  readonly longTasks: number[];
  /** Scrolls the table down. @returns the part of the frames with a blank row, and ms until rows stand after the end */
  scroll(pixels: number, frames: number): Promise<{ readonly blank: number; readonly settled: number }>;
  /** Milliseconds from now until the first row has what matches. */
  until(selector: string): Promise<number>;
  /** Whether the rows of the last input are shown. */
  isSettled(): boolean;
}

declare global {
  interface Window {
    probe: Probe;
  }
}

/** Runs in the page. It must not use anything of this file but types. */
export function installProbe(): void {
  const ROW = 30;
  let awaited: number | null = null;
  const grid = (): Element | null => document.querySelector('[role="grid"][aria-label="Tracks"]');
  const scroller = (): HTMLElement | null =>
    document
      .querySelector<HTMLElement>('[role="grid"][aria-label="Tracks"] [data-index]')
      ?.closest<HTMLElement>('[role="rowgroup"]') ?? null;
  const isShown = (row: Element): boolean => row.querySelector('[data-column="title"]')?.textContent !== '';
  const frame = (): Promise<number> => new Promise((resolve) => void requestAnimationFrame(resolve));

  /** Whether a row on screen has no text, or there is none where one belongs. */
  function isBlank(element: HTMLElement): boolean {
    const { top, bottom } = element.getBoundingClientRect();
    const rows = [...element.querySelectorAll('[data-index]')].filter((row) => {
      const box = row.getBoundingClientRect();
      return box.bottom > top + 1 && box.top < bottom - 1;
    });
    return rows.length < Math.floor((bottom - top) / ROW) || rows.some((row) => !isShown(row));
  }

  const probe: Probe = {
    firstRows: null,
    keys: [],
    longTasks: [],
    async scroll(pixels, frames) {
      const element = scroller();
      if (element === null) throw new Error('there is no table to scroll');
      let blank = 0;
      for (let step = 0; step < frames; step += 1) {
        element.scrollTop += pixels;
        await frame();
        if (isBlank(element)) blank += 1;
      }
      const ended = performance.now();
      while (isBlank(element)) await frame();
      return { blank: blank / frames, settled: performance.now() - ended };
    },
    async until(selector) {
      const begun = performance.now();
      while (document.querySelector(selector) === null) await frame();
      return performance.now() - begun;
    },
    isSettled: () => awaited === null,
  };
  window.probe = probe;

  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) probe.longTasks.push(duration);
  }).observe({ type: 'longtask', buffered: true });

  document.addEventListener('input', () => (awaited = performance.now()), true);
  function look(): void {
    const shown = grid();
    if (
      probe.firstRows === null &&
      shown?.querySelector('[data-index]') &&
      isShown(shown.querySelector('[data-index]')!)
    ) {
      probe.firstRows = performance.now();
    }
    if (awaited !== null && (shown === null || shown.getAttribute('aria-busy') === 'false')) {
      probe.keys.push(performance.now() - awaited);
      awaited = null;
    }
    requestAnimationFrame(look);
  }
  requestAnimationFrame(look);
}
