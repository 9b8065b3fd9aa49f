import { beforeEach, describe, expect, it } from 'vitest';
import { LibrarySettings } from './library-settings.ts';

let done: string[];
let settings: LibrarySettings;
beforeEach(() => {
  done = [];
  const does = (what: string) => async (): Promise<never> => void done.push(what) as never;
  settings = new LibrarySettings(() => ({
    read: { storedSettings: async () => [{ key: 'scan.watch', value: 'false' }] },
    write: { writeSetting: async ({ name }) => void done.push(`store ${name}`) as never },
    mount: { followSettings: does('mount') },
    watch: { follow: does('watch') },
    trackSubmissions: { wake: () => void done.push('submissions') },
    likes: { run: does('likes') },
    rebuild: { settled: does('settled'), start: (parts) => void done.push(`rebuild ${parts.join()}`) as never },
  }));
});

describe('a setting', () => {
  it.each([
    ['mount.template', ['mount']],
    ['mount.views', ['likes', 'mount']],
    ['scan.watch', ['watch']],
    ['sort.articles', ['settled', 'rebuild search', 'settled']],
    ['identify.acoustid-user-key', ['submissions']],
    ['verify.rate', []],
  ])('is stored, and then followed: %s by %j', async (name, followers) => {
    await settings.write({ name, value: 1 });
    expect(done).toEqual([`store ${name}`, ...followers]);
  });

  it('that is refused is followed by nothing', async () => {
    const refused = new LibrarySettings(
      () =>
        ({
          write: { writeSetting: () => Promise.reject(new Error('there is no such setting')) },
          mount: { followSettings: () => Promise.reject(new Error('followed')) },
        }) as never,
    );
    await expect(refused.write({ name: 'mount.x' })).rejects.toThrow('there is no such setting');
  });
});

it('says what is in force where nothing has been set', () => {
  expect(settings.usual()).toMatchObject({ 'scan.watch': true, 'verify.rate': 0 });
});

it('gives all settings, with the defaults of those that are not set', async () => {
  expect(await settings.all()).toMatchObject({ 'scan.watch': false, 'verify.rate': 0 });
});
