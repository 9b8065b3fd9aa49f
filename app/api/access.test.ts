import { Hono } from 'hono';
import { beforeEach, describe, expect, it } from 'vitest';
import { requireAccess } from './access.ts';
import { CONTENT_SECURITY_POLICY, sessionOf } from './guard.ts';
import { OneTimeCodes } from './one-time-codes.ts';

const SESSION = sessionOf('secret', 4000);

let app: Hono;
let codes: OneTimeCodes;
let now: number;
beforeEach(() => {
  app = new Hono();
  codes = new OneTimeCodes(() => now);
  now = 0;
  app.use(requireAccess({ token: 'secret', codes, port: () => 4000 }));
  app.get('*', (context) => context.text('the library'));
});

const ask = (path: string, headers: Readonly<Record<string, string>> = {}): Promise<Response> =>
  Promise.resolve(app.request(path, { headers: { Host: '127.0.0.1:4000', ...headers } }));

describe('a request', () => {
  it('with the token is answered, with the headers that protect pages', async () => {
    for (const headers of [{ Authorization: 'Bearer secret' }, { Cookie: `descant-4000=${SESSION}` }]) {
      const response = await ask('/anything', headers);
      expect([response.status, await response.text()]).toEqual([200, 'the library']);
      expect(response.headers.get('Content-Security-Policy')).toBe(CONTENT_SECURITY_POLICY);
      expect(response.headers.get('X-Content-Type-Options')).toBe('nosniff');
      expect(response.headers.get('Referrer-Policy')).toBe('no-referrer');
      expect(response.headers.get('Cross-Origin-Resource-Policy')).toBe('same-origin');
    }
  });

  it('without it, or with another, is refused', async () => {
    for (const headers of [
      {},
      { Authorization: 'Bearer other' },
      { Authorization: 'Bearer other', Cookie: `descant-4000=${SESSION}` },
      { Authorization: `Bearer ${SESSION}` },
      { Cookie: 'descant-4000=secret' },
      { Cookie: `descant-4001=${SESSION}` },
      { Cookie: `descant-4000=${sessionOf('secret', 4001)}` },
    ]) {
      const response = await ask('/anything', headers);
      expect(response.status).toBe(401);
      expect(await response.text()).not.toContain('the library');
    }
  });

  it('of another site is refused, also with the token', async () => {
    const token = { Authorization: 'Bearer secret' };
    expect((await ask('/', { ...token, Host: 'evil.example:4000' })).status).toBe(403);
    expect((await ask('/', { ...token, Origin: 'http://evil.example' })).status).toBe(403);
  });
});

describe('the first visit', () => {
  it('gets a cookie that no script and no other site can use, for the token of its address', async () => {
    const response = await ask('/?token=secret');
    expect([response.status, response.headers.get('Location')]).toEqual([303, '/']);
    const cookie = `descant-4000=${SESSION}`;
    expect(response.headers.get('Set-Cookie')).toBe(`${cookie}; Path=/; HttpOnly; SameSite=Strict`);
    expect((await ask('/anything', { Cookie: cookie })).status).toBe(200);
  });

  it('gets the cookie for a code, which is good for one visit within a minute', async () => {
    const [code, late] = [codes.issue(), codes.issue()];
    const response = await ask(`/?code=${code}`);
    expect([response.status, response.headers.get('Location')]).toEqual([303, '/']);
    expect(response.headers.get('Set-Cookie')).toBe(`descant-4000=${SESSION}; Path=/; HttpOnly; SameSite=Strict`);
    now = 60_000;
    for (const used of [code, late]) {
      const refused = await ask(`/?code=${used}`);
      expect([refused.status, refused.headers.get('Set-Cookie')]).toEqual([401, null]);
    }
  });

  it('gets nothing with another token or code, or at another address', async () => {
    const code = codes.issue();
    for (const path of [
      '/?token=other',
      '/?code=other',
      '/?code=secret',
      '/media/1?token=secret',
      `/media/1?code=${code}`,
    ]) {
      const response = await ask(path);
      expect([response.status, response.headers.get('Set-Cookie')]).toEqual([401, null]);
    }
    expect(codes.redeem(code)).toBe(true);
  });
});
