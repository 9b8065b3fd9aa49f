import Database from 'better-sqlite3';
import { beforeEach, describe, expect, it } from 'vitest';
import { migrate } from '../storage/migrate.ts';
import { isSettingName, readSettings, SettingError, SETTINGS, writeSetting, type SettingName } from './settings.ts';

let connection: Database.Database;

beforeEach(() => {
  connection = new Database(':memory:');
  migrate(connection);
});

describe('settings', () => {
  it('have defaults', () => {
    expect(readSettings(connection)).toMatchObject({
      'index.url': null,
      'mount.template': expect.stringContaining('$artist'),
    });
  });

  it('are kept, and forgotten when they are unset', () => {
    writeSetting(connection, 'index.url', 'http://127.0.0.1:6081/main');
    expect(readSettings(connection)['index.url']).toBe('http://127.0.0.1:6081/main');
    writeSetting(connection, 'index.url', undefined);
    expect(readSettings(connection)['index.url']).toBeNull();
  });

  it('have their defaults where a value is kept that is not understood', () => {
    connection
      .prepare('INSERT INTO setting (key, value) VALUES (?, ?)')
      .run('mount.views', JSON.stringify([{ name: 'A', template: '%gone{x}' }]));
    expect(readSettings(connection)['mount.views']).toEqual([]);
  });

  it('keep the valid views beside one that is not understood', () => {
    const views = [{ name: 'A' }, { name: 'B', query: 'title::(?=a)' }, { name: 'C', query: 'title::^a' }];
    connection.prepare('INSERT INTO setting (key, value) VALUES (?, ?)').run('mount.views', JSON.stringify(views));
    expect(readSettings(connection)['mount.views'].map(({ name }) => name)).toEqual(['A', 'C']);
    connection.prepare('UPDATE setting SET value = ?').run(JSON.stringify([{ name: 'A' }, { name: 'a' }]));
    expect(readSettings(connection)['mount.views']).toEqual([]);
    connection.prepare('UPDATE setting SET value = ?').run('7');
    expect(readSettings(connection)['mount.views']).toEqual([]);
  });

  it('take as text what is no text', () => {
    writeSetting(connection, 'mount.sidecars', 'false');
    writeSetting(connection, 'mount.views', '[{"name":"Genres"}]');
    expect(readSettings(connection)).toMatchObject({ 'mount.sidecars': false, 'mount.views': [{ name: 'Genres' }] });
  });

  it('have the defaults that the documentation names', () => {
    expect(readSettings(connection)).toEqual({
      'art.names': ['cover', 'folder', 'front', 'front*', 'albumart', 'albumart*large', 'album'],
      'art.most-bytes': 16_000_000,
      'art.most-pixels': 8192,
      'identify.library': true,
      'identify.musicbrainz': false,
      'dumps.folder': null,
      'identify.dumps': true,
      'identify.acoustid': false,
      'identify.cover-art': false,
      'identify.contact': null,
      'identify.acoustid-key': null,
      'identify.acoustid-user-key': null,
      'identify.musicbrainz-url': 'https://musicbrainz.org/ws/2',
      'identify.acoustid-url': 'https://api.acoustid.org/v2',
      'identify.cover-art-url': 'https://coverartarchive.org',
      'index.url': null,
      'mount.template': '$artist/$album ($year) [$format_upper]/$track - $artist - $title.$format',
      'mount.views': [],
      'mount.names': 'posix',
      'mount.others': false,
      'mount.ratings': false,
      'mount.sidecars': true,
      'mount.playlists': true,
      'scan.watch': true,
      'serve.clients': [],
      'serve.rate': 0,
      'serve.users': [],
      'sort.articles': '',
      'playback.gain': 'off',
      'playback.preamp': 0,
      'playback.without-gain': 0,
      'playback.no-clipping': true,
      'playback.gapless': true,
      'playback.media-controls': true,
      'appearance.theme': 'system',
      'appearance.contrast': 'system',
      'appearance.language': 'automatic',
      'fields.declared': [],
      'verify.rate': 0,
      'actions.groups': [],
    });
    for (const type of Object.values(SETTINGS)) expect(type.description).toMatch(/\w+ \w+/);
  });

  it.each([
    ['index.url', 'https://index.example/main', 'https://index.example/main'],
    ['index.url', 'null', null],
    ['index.url', null, null],
    ['mount.template', '$title', '$title'],
    ['mount.template', '"$title"', '"$title"'],
    ['mount.template', 'a'.repeat(2000), 'a'.repeat(2000)],
    ['mount.names', 'windows', 'windows'],
    ['mount.names', '"portable"', 'portable'],
    ['mount.others', 'true', true],
    ['mount.others', true, true],
    ['mount.sidecars', false, false],
  ])('take for %s the value %j', (name, value, stored) => {
    writeSetting(connection, name, value);
    expect(readSettings(connection)[name as SettingName]).toEqual(stored);
    expect(connection.prepare('SELECT value FROM setting WHERE key = ?').pluck().get(name)).toBe(
      JSON.stringify(stored),
    );
  });

  it('are set again and keep the others', () => {
    writeSetting(connection, 'mount.names', 'windows');
    writeSetting(connection, 'mount.others', true);
    writeSetting(connection, 'mount.names', 'portable');
    expect(readSettings(connection)).toMatchObject({ 'mount.names': 'portable', 'mount.others': true });
    writeSetting(connection, 'mount.names', undefined);
    expect(readSettings(connection)).toMatchObject({ 'mount.names': 'posix', 'mount.others': true });
  });

  it('are known by their names alone', () => {
    expect(isSettingName('mount.views')).toBe(true);
    expect(isSettingName('mount')).toBe(false);
    expect(isSettingName('constructor')).toBe(false);
  });

  it('say what is wrong with a name or a value', () => {
    const refused = (name: string, value: unknown): unknown => {
      try {
        writeSetting(connection, name, value);
      } catch (error) {
        return error;
      }
      return null;
    };
    expect(refused('volume', 11)).toMatchObject({
      name: 'SettingError',
      code: 'BAD_SETTING',
      path: '',
      message: 'there is no setting "volume"; descant config lists them',
    });
    expect(refused('volume', undefined)).toMatchObject({ code: 'BAD_SETTING' });
    expect(refused('mount.temlate', '$title')).toMatchObject({
      message: 'there is no setting "mount.temlate"; did you mean mount.template? descant config lists them',
    });
    expect(refused('mount.others', 'maybe')).toMatchObject({
      path: '',
      message: 'mount.others takes true or false, not "maybe"',
    });
    expect(refused('mount.template', 'a'.repeat(2001))).toMatchObject({ code: 'BAD_SETTING' });
    expect(refused('mount.views', [{ name: 7 }])).toMatchObject({
      path: '0.name',
      message: 'mount.views, 0.name, takes a text, not 7',
    });
    expect(readSettings(connection)['mount.others']).toBe(false);
  });

  it.each([
    ['playback.preamp', 'loud', 'playback.preamp cannot be "loud": a number of decibels is needed, such as -3'],
    ['playback.preamp', '16', 'playback.preamp cannot be "16": it is at most 15'],
    ['playback.without-gain', -15.5, 'playback.without-gain cannot be -15.5: it is at least -15'],
    ['verify.rate', 'fast', 'verify.rate cannot be "fast": a number of MB per second is needed'],
    ['art.most-pixels', 31, 'art.most-pixels cannot be 31: it is at least 32'],
    ['art.most-bytes', '1.5', 'art.most-bytes cannot be "1.5": a whole number of bytes is needed'],
    ['index.url', 'x', 'index.url cannot be "x": an address that begins with http:// or https:// is needed'],
  ])('say what %s may be in place of %j', (name, value, message) => {
    const refused = expect.objectContaining({
      code: 'BAD_SETTING',
      message,
      // For pages, in parts.
      said: expect.objectContaining({ code: expect.stringMatching(/^(?:refused|rule)-/) }),
    });
    expect(() => writeSetting(connection, name, value)).toThrow(refused);
  });

  it.each([
    ['index.url', 'ftp://x/'],
    ['index.url', 'nowhere'],
    ['mount.template', ''],
    ['mount.template', '$title['],
    ['toString', 'x'],
    ['volume', 11],
  ])('refuse %s = %s', (name, value) => {
    expect(() => writeSetting(connection, name, value)).toThrow(SettingError);
  });

  it('say what is wrong inside a value, and where', () => {
    const view = { name: 'Genres', query: '', playlist: false, bestCopies: false };
    const refused = (...views: object[]): unknown => {
      try {
        writeSetting(connection, 'mount.views', views);
      } catch (error) {
        return error;
      }
      return null;
    };
    expect(refused(view, { ...view, name: 'Years', template: '%nothing{}' })).toMatchObject({
      path: '1.template',
      message: 'There is no function "%nothing{}" (at character 1 of the template)',
    });
    expect(refused({ ...view, query: '"open' })).toMatchObject({
      path: '0.query',
      message: 'this quotation mark is never closed',
    });
    expect(refused(view, { ...view, name: 'Road', query: 'playlist:Road' })).toMatchObject({
      path: '1.query',
      message: 'there is no playlist "Road"',
    });
    expect(refused(view, { ...view, name: ' genres / ' })).toMatchObject({
      path: '1.name',
      message: 'another view has the same name',
    });
    expect(refused({ ...view, name: '..' })).toMatchObject({ path: '0.name' });
    expect(refused({ ...view, name: '', playlist: true })).toMatchObject({ path: '0.playlist' });
    expect(refused({ ...view, name: 7 })).toMatchObject({
      path: '0.name',
      message: expect.stringContaining('mount.views, 0.name, takes a text'),
    });
    expect(readSettings(connection)['mount.views']).toEqual([]);
  });
});
