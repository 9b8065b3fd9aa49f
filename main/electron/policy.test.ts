import { describe, expect, it } from 'vitest';
import { externalUrl, isOwnPage, isPermissionGranted, isTrustedSender, LOCKED_DOWN } from './policy.ts';

const ORIGIN = 'http://127.0.0.1:4000';

describe('navigation', () => {
  it.each(['http://127.0.0.1:4000/', 'http://127.0.0.1:4000/library?q=ash#row', 'HTTP://127.0.0.1:4000'])(
    'allows the own page %s',
    (url) => {
      expect(isOwnPage(url, ORIGIN)).toBe(true);
    },
  );

  it.each([
    'http://127.0.0.1:4001/',
    'https://127.0.0.1:4000/',
    'http://127.0.0.1:40000/',
    'http://localhost:4000/',
    'http://127.0.0.1:4000@evil.example/',
    'http://user@127.0.0.1:4000/',
    'http://127.0.0.1:4000.evil.example/',
    'http:evil.example',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'data:text/html,hello',
    'blob:null/6b0d',
    'about:blank',
    '//127.0.0.1:4000/',
    '',
  ])('refuses %s', (url) => {
    expect(isOwnPage(url, ORIGIN)).toBe(false);
  });

  it('takes no opaque origin for its own, even when the service has none either', () => {
    expect(isOwnPage('data:text/html,x', 'null')).toBe(false);
  });
});

describe('the system browser', () => {
  it('gets https pages', () => {
    expect(externalUrl('https://musicbrainz.org/recording/1')).toBe('https://musicbrainz.org/recording/1');
  });

  it.each([
    'http://musicbrainz.org/',
    'file:///bin/sh',
    'smb://host/share',
    'javascript:alert(1)',
    'ms-msdt:x',
    'https://a@b.example/',
    'https://',
    'x',
  ])('does not get %s', (url) => {
    expect(externalUrl(url)).toBeNull();
  });
});

describe('permissions', () => {
  it.each([
    'media',
    'geolocation',
    'notifications',
    'clipboard-read',
    'fileSystem',
    'hid',
    'serial',
    'usb',
    'openExternal',
    'unknown',
  ])('refuses %s, to the own page too', (permission) => {
    expect(isPermissionGranted(permission, `${ORIGIN}/`, ORIGIN)).toBe(false);
  });
});

describe('messages', () => {
  it('answers the top frame of the own page', () => {
    expect(isTrustedSender({ frameUrl: `${ORIGIN}/mount`, isMainFrame: true }, ORIGIN)).toBe(true);
  });

  it('does not answer an inner frame, a foreign page or a frame that is gone', () => {
    expect(isTrustedSender({ frameUrl: `${ORIGIN}/mount`, isMainFrame: false }, ORIGIN)).toBe(false);
    expect(isTrustedSender({ frameUrl: 'https://evil.example/', isMainFrame: true }, ORIGIN)).toBe(false);
    expect(isTrustedSender({ frameUrl: null, isMainFrame: true }, ORIGIN)).toBe(false);
  });
});

describe('a window', () => {
  it('is sandboxed and isolated, and its pages have no Node', () => {
    expect(LOCKED_DOWN).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      webSecurity: true,
    });
  });
});
