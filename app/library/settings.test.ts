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
    expect(readSettings(connection)).toMatchObject({ 'index.url': null, 'mount.template': expect.stringContaining('$artist') });
  });

  it('are kept, and forgotten when they are unset', () => {
    writeSetting(connection, 'index.url', 'http://127.0.0.1:6081/main');
    expect(readSettings(connection)['index.url']).toBe('http://127.0.0.1:6081/main');
    writeSetting(connection, 'index.url', undefined);
    expect(readSettings(connection)['index.url']).toBeNull();
  });

  it('have their defaults where a value is kept that is not understood', () => {
    connection.prepare('INSERT INTO setting (key, value) VALUES (?, ?)').run('mount.views', JSON.stringify([{ name: 'A', template: '%gone{x}' }]));
    expect(readSettings(connection)['mount.views']).toEqual([]);
  });

  it('take as text what is no text', () => {
    writeSetting(connection, 'mount.sidecars', 'false');
    writeSetting(connection, 'mount.views', '[{"name":"Genres"}]');
    expect(readSettings(connection)).toMatchObject({ 'mount.sidecars': false, 'mount.views': [{ name: 'Genres' }] });
  });

  it.each([['index.url', 'ftp://x/'], ['index.url', 'nowhere'], ['mount.template', ''], ['toString', 'x'], ['volume', 11]])('refuse %s = %s', (name, value) => {
    expect(() => writeSetting(connection, name, value)).toThrow(SettingError);
  });
});
