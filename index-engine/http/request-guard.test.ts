import { describe, expect, it } from 'vitest';
import { isFromWebPage } from './request-guard.ts';

describe('a request', () => {
  it.each(['http://evil.example', 'http://127.0.0.1:6081', 'http://localhost:6081', 'null', ''])(
    'with the Origin %j comes from a web page',
    (origin) => {
      expect(isFromWebPage({ origin, host: '127.0.0.1:6081' }, '127.0.0.1')).toBe(true);
      expect(isFromWebPage({ origin, host: 'index.example' }, '10.0.0.5')).toBe(true);
    },
  );

  it.each([
    '127.0.0.1:6081',
    '127.0.0.1',
    '192.168.1.2:6081',
    '[::1]:6081',
    '[::1]',
    'localhost:6081',
    'LOCALHOST',
    'index.localhost:6081',
    'index:6081',
    undefined,
  ])('to the Host %j of this machine comes from a program', (host) => {
    for (const address of ['127.0.0.1', '127.0.1.1', '::1', '::ffff:127.0.0.1', undefined]) {
      expect(isFromWebPage({ host }, address)).toBe(false);
    }
  });

  it.each([
    'evil.example',
    'evil.example:6081',
    '127.0.0.1.evil.example:6081',
    'localhost.evil.example',
    'evillocalhost.example',
    '[evil.example]',
    '[127.0.0.1]:6081',
    '999.0.0.1',
  ])('to a loopback address with the Host %j comes from a web page', (host) => {
    for (const address of ['127.0.0.1', '127.0.1.1', '::1', '::ffff:127.0.0.1', undefined]) {
      expect(isFromWebPage({ host }, address)).toBe(true);
    }
  });

  it('to an address of a network has any name', () => {
    for (const address of ['10.0.0.5', '1.127.0.1', '::ffff:10.0.0.5', 'fe80::127.1']) {
      expect(isFromWebPage({ host: 'index.example:6081' }, address)).toBe(false);
    }
  });
});
