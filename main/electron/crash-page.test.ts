import { describe, expect, it } from 'vitest';
import { crashPage, RESTART_URL } from './crash-page.ts';

const textOf = (url: string): string => decodeURIComponent(url.slice(url.indexOf(',') + 1));

describe('the page of a crash', () => {
  it('says what has stopped, why, that nothing is lost, and leads on', () => {
    const page = textOf(crashPage({ of: 'service', detail: 'ENOSPC: disk full', again: RESTART_URL }, 'en-GB'));
    expect(page).toContain('<h1>The library service has stopped</h1>');
    expect(page).toContain('<pre>ENOSPC: disk full</pre>');
    expect(page).toContain('Your music is untouched');
    expect(page).toContain(`<a href="${RESTART_URL}" autofocus>Start Descant again</a>`);
  });

  it('is German where the system is, and leaves out a cause that is not known', () => {
    const page = textOf(crashPage({ of: 'page', detail: '', again: 'http://127.0.0.1:4000/' }, 'de-AT'));
    expect(page).toContain('<html lang="de">');
    expect(page).toContain('<a href="http://127.0.0.1:4000/" autofocus>Wieder öffnen</a>');
    expect(page).not.toContain('<pre>');
  });

  it('shows the cause as text, whatever it says, and runs nothing', () => {
    const page = textOf(crashPage({ of: 'page', detail: '<script>alert("1")</script> &', again: 'a"b' }, 'en'));
    expect(page).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp;');
    expect(page).toContain('href="a&quot;b"');
    expect(page).not.toMatch(/<script/u);
    expect(page).toContain("default-src 'none'");
  });
});
