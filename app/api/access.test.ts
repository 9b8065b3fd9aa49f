import { Hono } from 'hono';
import { beforeEach, describe, expect, it } from 'vitest';
import { requireAccess } from './access.ts';
import { CONTENT_SECURITY_POLICY } from './guard.ts';

let app: Hono;
beforeEach(() => {
  app = new Hono();
  app.use(requireAccess('secret', () => 4000));
  app.get('*', (context) => context.text('the library'));
});

const ask = (path: string, headers: Readonly<Record<string, string>> = {}): Promise<Response> =>
  Promise.resolve(app.request(path, { headers: { Host: '127.0.0.1:4000', ...headers } }));

describe('a request', () => {
  it('with the token is answered, with the headers that protect pages', async () => {
    for (const headers of [{ Authorization: 'Bearer secret' }, { Cookie: 'descant-4000=secret' }]) {
      const response = await ask('/anything', headers);
      expect([response.status, await response.text()]).toEqual([200, 'the library']);
      expect(response.headers.get('Content-Security-Policy')).toBe(CONTENT_SECURITY_POLICY);
      expect(response.headers.get('X-Content-Type-Options')).toBe('nosniff');
      expect(response.headers.get('Referrer-Policy')).toBe('no-referrer');
      expect(response.headers.get('Cross-Origin-Resource-Policy')).toBe('same-origin');
    }
  });

  it('without it, or with another, is refused', async () => {
    for (const headers of [{}, { Authorization: 'Bearer other' }, { Cookie: 'descant-4001=secret' }]) {
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
  it('gets the token of its address as a cookie that no script and no other site can use', async () => {
    const response = await ask('/?token=secret');
    expect([response.status, response.headers.get('Location')]).toEqual([303, '/']);
    expect(response.headers.get('Set-Cookie')).toBe('descant-4000=secret; Path=/; HttpOnly; SameSite=Strict');
  });

  it('gets nothing with another token, or at another address', async () => {
    for (const path of ['/?token=other', '/media/1?token=secret']) {
      const response = await ask(path);
      expect([response.status, response.headers.get('Set-Cookie')]).toEqual([401, null]);
    }
  });
});
