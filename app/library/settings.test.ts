import Database from 'better-sqlite3';
import { beforeEach, describe, expect, it } from 'vitest';
import { migrate } from '../storage/migrate.ts';
import { readSettings, SettingError, writeSetting } from './settings.ts';

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

  it('take as text what is no text', () => {
    writeSetting(connection, 'mount.sidecars', 'false');
    writeSetting(connection, 'mount.views', '[{"name":"Genres"}]');
    expect(readSettings(connection)).toMatchObject({ 'mount.sidecars': false, 'mount.views': [{ name: 'Genres' }] });
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
    expect(refused(view, { ...view, name: ' genres / ' })).toMatchObject({
      path: '1.name',
      message: 'another view has the same name',
    });
    expect(refused({ ...view, name: '..' })).toMatchObject({ path: '0.name' });
    expect(refused({ ...view, name: '', playlist: true })).toMatchObject({ path: '0.playlist' });
    expect(refused({ ...view, name: 7 })).toMatchObject({
      path: '0.name',
      message: expect.stringContaining('mount.views cannot be'),
    });
    expect(readSettings(connection)['mount.views']).toEqual([]);
  });
});
