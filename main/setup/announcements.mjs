/**
 * What the service announces (one JSON object a line), and the words for it in the terminal. Pure.
 *
 * Kept in plain JavaScript because `npm start` runs on whatever Node the machine has; the words
 * match those of the app.
 */

/**
 * @typedef {{ event: 'listening', url: string, library: string, attached: boolean }
 *   | { event: 'progress', job: string, state: string, done: number, total: number | null, rate: number, timeLeft: number | null, failed?: number, message?: string | null }
 *   | { event: 'mounted', directory: string }
 *   | { event: 'mount-failed', message: string }
 *   | { event: 'folder-failed', folder: string, message: string }
 *   | { event: 'scan-failed', message: string }
 *   | { event: 'failed', code: string, message: string }
 *   | { event: 'stopped' }} Announcement
 */

/**
 * Takes pieces of the service's output and calls `onEvent` for every announcement, `onText` for
 * every line that is none.
 * @param {(event: Announcement) => void} onEvent
 * @param {(text: string) => void} onText
 * @returns {(piece: string) => void}
 */
export function announcementReader(onEvent, onText) {
  let rest = '';
  return (piece) => {
    const lines = (rest + piece).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const event = parse(line);
      if (event !== null) onEvent(event);
      else if (line.trim() !== '') onText(line);
    }
  };
}

/** @param {string} line @returns {Announcement | null} */
function parse(line) {
  try {
    const value = JSON.parse(line);
    return typeof value?.event === 'string' ? value : null;
  } catch {
    return null;
  }
}

/** @type {Readonly<Record<string, { name: string, thing: string, failed: string }>>} */
const WORK = {
  scan: { name: 'Reading the folders', thing: 'file', failed: 'could not be read' },
  analysis: { name: 'Analysing audio', thing: 'track', failed: 'could not be analysed' },
};

/**
 * One line about a piece of work: counts, rate and time left while it runs, the outcome when it is over.
 * @param {Extract<Announcement, { event: 'progress' }>} progress
 * @returns {{ text: string, over: boolean } | null} `over`: worth a line that stays; `null`: nothing to say.
 */
export function progressLine(progress) {
  const { name, thing, failed } = WORK[progress.job] ?? { name: progress.job, thing: 'thing', failed: 'failed' };
  const counts =
    progress.total === null
      ? countOf(progress.done, thing)
      : `${number(progress.done)} of ${countOf(progress.total, thing)}`;
  if (progress.state === 'running') {
    const rate =
      progress.rate > 0
        ? ` · ${number(progress.rate >= 10 ? Math.round(progress.rate) : Math.round(progress.rate * 10) / 10)} ${thing}s/s`
        : '';
    const left = progress.timeLeft === null ? '' : ` · ${duration(progress.timeLeft)} left`;
    return { text: `${name}: ${counts}${rate}${left}`, over: false };
  }
  const failures = progress.failed !== undefined && progress.failed > 0 ? `, ${number(progress.failed)} ${failed}` : '';
  if (progress.state === 'idle') {
    return progress.done > 0
      ? { text: `${name}: done, ${countOf(progress.done, thing)}${failures}.`, over: true }
      : null;
  }
  if (progress.state === 'failed') return { text: `${name}: stopped. ${progress.message ?? ''}`.trim(), over: true };
  return { text: `${name}: ${progress.state}, ${counts}.`, over: true };
}

/** Seconds in words: `8 s`, `3 min 20 s`, `2 h 5 min`. @param {number} seconds */
export function duration(seconds) {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min${whole % 60 === 0 ? '' : ` ${whole % 60} s`}`;
  const minutes = Math.floor((whole % 3600) / 60);
  return `${Math.floor(whole / 3600)} h${minutes === 0 ? '' : ` ${minutes} min`}`;
}

/** @param {number} count @param {string} thing */
function countOf(count, thing) {
  return `${number(count)} ${thing}${count === 1 ? '' : 's'}`;
}

/** 12345 → `12 345`. @param {number} value */
function number(value) {
  return String(value).replace(/\B(?=(\d{3})+(?!\d))/g, '\u202F');
}
