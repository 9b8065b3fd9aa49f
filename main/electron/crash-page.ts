/**
 * The page that the window shows when the page of the library is gone: what has happened, that nothing is lost, and a
 * button that goes on. It is text alone, without scripts, and needs nothing of the service. Pure.
 */

/** The button's address where the shell itself has to begin again; nothing else answers to it. */
export const RESTART_URL = 'descant-shell://restart';

export interface Crash {
  /** The service has ended, or the page's process alone. */
  readonly of: 'service' | 'page';
  /** What is known of the cause; may be empty. */
  readonly detail: string;
  /** Where the button leads: the page again, or `RESTART_URL`. */
  readonly again: string;
}

const WORDS = {
  en: {
    service: 'The library service has stopped',
    page: 'The window had to be closed',
    nothingLost: 'Your music is untouched, and every change that was confirmed is kept.',
    serviceAgain: 'Start Descant again',
    pageAgain: 'Open it again',
  },
  de: {
    service: 'Der Bibliotheksdienst wurde beendet',
    page: 'Das Fenster musste geschlossen werden',
    nothingLost: 'Die Musik ist unberührt, und jede bestätigte Änderung ist gesichert.',
    serviceAgain: 'Descant neu starten',
    pageAgain: 'Wieder öffnen',
  },
} as const;

/** @param locale language of the system: `de-AT` @returns a `data:` URL */
export function crashPage({ of, detail, again }: Crash, locale: string): string {
  const language = /^de\b/u.test(locale) ? 'de' : 'en';
  const words = WORDS[language];
  const page = `<!doctype html>
<html lang="${language}">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Descant</title>
<style>
:root { color-scheme: light dark; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; font: 15px/1.5 system-ui, sans-serif; background: light-dark(#f6f2e9, #12110e); color: light-dark(#1d1a14, #f2eee4); }
main { max-width: 34rem; padding: 2rem; }
h1 { font: 600 1.7rem/1.2 serif; margin: 0 0 .6rem; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; max-height: 12rem; overflow: auto; font-size: .8rem; }
a { display: inline-block; margin-top: 1rem; padding: .5rem 1rem; border-radius: 6px; background: light-dark(#b02e15, #ff7a59); color: light-dark(#fff, #12110e); font-weight: 500; text-decoration: none; }
</style>
<main>
<h1>${escaped(words[of])}</h1>
<p>${escaped(words.nothingLost)}</p>
${detail === '' ? '' : `<pre>${escaped(detail)}</pre>`}
<a href="${escaped(again)}" autofocus>${escaped(of === 'service' ? words.serviceAgain : words.pageAgain)}</a>
</main>
</html>`;
  return `data:text/html;charset=utf-8,${encodeURIComponent(page)}`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
