import { describe, expect, it } from 'vitest';
import { compileTemplate } from './compile.ts';
import type { TemplateEntry } from './entry.ts';
import { formatPath, trackPath, type TrackPath } from './format-path.ts';
import { readPath, type PathReading } from './read-path.ts';
import { withChanges } from './tag-changes.ts';

const DEFAULT = '$artist/$album ($year) [$format_upper]/$track - $artist - $title.$format';
const BEETS = '$albumartist/$album%aunique{}/$track $title';

function entry(tags: Record<string, string | readonly string[]>, more: Partial<TemplateEntry> = {}): TemplateEntry {
  const lists = Object.fromEntries(
    Object.entries(tags).map(([key, value]): [string, readonly string[]] => [
      key,
      typeof value === 'string' ? [value] : value,
    ]),
  );
  return { id: 7, tags: lists, extension: 'flac', addedAt: 0, ...more };
}

const song = entry({
  artist: 'Nina',
  albumartist: 'Nina',
  album: 'Blues',
  title: 'Sinnerman',
  tracknumber: '9',
  date: '1965-10-01',
  genre: ['Jazz', 'Soul'],
});

function toPath(path: string): TrackPath {
  const names = path.split('/');
  return { folders: names.slice(0, -1), name: names.at(-1) ?? '' };
}

function read(template: string, path: string, of: TemplateEntry = song, following = 0): PathReading {
  return readPath(compileTemplate(template), of, toPath(path), { following });
}

function refusal(template: string, path: string, of: TemplateEntry = song, following = 0): string {
  const reading = read(template, path, of, following);
  return 'refused' in reading ? reading.refused : `read as ${JSON.stringify(reading.fields)}`;
}

describe('a path that is read backwards', () => {
  it('changes nothing when it is the path that the track has', () => {
    expect(read(DEFAULT, 'Nina/Blues (1965) [FLAC]/09 - Nina - Sinnerman.flac')).toEqual({ fields: {} });
  });

  it('says which fields have to change, and only those', () => {
    expect(read(DEFAULT, 'Nina/Blues (1965) [FLAC]/09 - Nina - Sinner.flac')).toEqual({
      fields: { title: ['Sinner'] },
    });
    expect(read(DEFAULT, 'Nina/Pastel Blues (Deluxe) (1965) [FLAC]/10 - Nina - Sinnerman.flac')).toEqual({
      fields: { album: ['Pastel Blues (Deluxe)'], tracknumber: ['10'] },
    });
    expect(read(BEETS, 'Nina S./Blues/09 Sinnerman.flac')).toEqual({ fields: { albumartist: ['Nina S.'] } });
  });

  it('takes a field that is shown twice for changed only where both places say so', () => {
    expect(read(DEFAULT, 'Simone/Blues (1965) [FLAC]/09 - Simone - Sinnerman.flac')).toEqual({
      fields: { artist: ['Simone'] },
    });
    expect(refusal(DEFAULT, 'Simone/Blues (1965) [FLAC]/09 - Nina - Sinnerman.flac')).toContain('does not fit');
  });

  it('lets the names at the end follow where they may', () => {
    expect(read(DEFAULT, 'Simone/Blues (1965) [FLAC]/09 - Nina - Sinnerman.flac', song, 1)).toEqual({
      fields: { artist: ['Simone'] },
    });
    expect(read(DEFAULT, 'Simone/Blues (1965) [FLAC]/09 - Nina - Sinnerman.flac', song, 2)).toEqual({
      fields: { artist: ['Simone'] },
    });
    expect(refusal(DEFAULT, 'Simone/09 - Nina - Sinnerman.flac', song, 1)).toContain(
      '“Simone/Blues (1965) [FLAC]/09 - Simone - Sinnerman.flac”',
    );
  });

  it('keeps month and day when the year changes, and the year when the month does', () => {
    expect(read('$year/$title', '1966/Sinnerman.flac')).toEqual({ fields: { date: ['1966-10-01'] } });
    expect(read('$year-$month-$day $title', '1966-11-02 Sinnerman.flac')).toEqual({ fields: { date: ['1966-11-02'] } });
    expect(read('$day.$month.$year $title', '02.11.1966 Sinnerman.flac', entry({ title: 'Sinnerman' }))).toEqual({
      fields: { date: ['1966-11-02'] },
    });
    expect(
      read('$original_year $title', '1970 X.flac', entry({ title: 'X', date: '2001', originaldate: '1969-02' })),
    ).toEqual({ fields: { originaldate: ['1970-02'] } });
    expect(refusal('$year/$title', 'sixties/Sinnerman.flac')).toContain('does not fit');
  });

  it('reads numbers with their zeros, and keeps no total', () => {
    expect(read('$track $title', '10 Sinnerman.flac', entry({ title: 'Sinnerman', tracknumber: '9/12' }))).toEqual({
      fields: { tracknumber: ['10'] },
    });
    expect(read('$track $title', '09 Sinner.flac', entry({ title: 'Sinnerman', tracknumber: '9/12' }))).toEqual({
      fields: { title: ['Sinner'] },
    });
    expect(refusal('$track $title', '9 Sinnerman.flac', entry({ title: 'Sinnerman', tracknumber: '1' }))).toContain(
      '“09 Sinnerman.flac”',
    );
    expect(read('$track $title', 'A1 Sinnerman.flac')).toEqual({ fields: { tracknumber: ['A1'] } });
    expect(refusal('$track. $title', 'one two. Sinnerman.flac')).toContain('does not fit');
  });

  it('reads what stands in for a value as no value', () => {
    expect(
      read('$artist/$title', 'Unknown Artist/Sinnerman.flac', entry({ artist: 'Nina', title: 'Sinnerman' })),
    ).toEqual({ fields: { artist: null } });
    expect(read('$track $title', '00 Sinnerman.flac')).toEqual({ fields: { tracknumber: null } });
    expect(read('$artist/$track $title', 'Nina/09 Sinnerman.flac', entry({ title: 'Sinnerman' }))).toEqual({
      fields: { artist: ['Nina'], tracknumber: ['9'] },
    });
  });

  it('writes the field that is named, also where it shows another', () => {
    const without = entry({ artist: 'Nina', title: 'Sinnerman' });
    expect(read('$albumartist/$title', 'Simone/Sinnerman.flac', without)).toEqual({
      fields: { albumartist: ['Simone'] },
    });
    expect(
      read(
        '$artist/$title',
        'Simone/Sinnerman.flac',
        entry({ artist: 'Nina', albumartist: 'Simone', title: 'Sinnerman' }),
      ),
    ).toEqual({ fields: { artist: ['Simone'] } });
    expect(read('${composer|artist}/$title', 'Simone/Sinnerman.flac', without)).toEqual({
      fields: { artist: ['Simone'] },
    });
  });

  it('takes several values of a list apart, and of nothing else', () => {
    expect(read('$genre/$title', 'Jazz; Soul; Folk/Sinnerman.flac')).toEqual({
      fields: { genre: ['Jazz', 'Soul', 'Folk'] },
    });
    expect(read('$genre/$title', 'Jazz; Soul/Sinner; Man.flac')).toEqual({ fields: { title: ['Sinner; Man'] } });
  });

  it('reads a section that is left out as fields without a value, and one that appears as a value', () => {
    expect(read('$album[ ($year)]/$title', 'Blues/Sinnerman.flac')).toEqual({ fields: { date: null } });
    expect(
      refusal('$album[ ($year)]/$title', 'Blues (1966)/Sinnerman.flac', entry({ album: 'Blues', title: 'Sinnerman' })),
    ).toMatch(/album.*date/);
    expect(read('[$disc-]$track $title', '02-09 Sinnerman.flac')).toEqual({ fields: { discnumber: ['2'] } });
    expect(
      read('[$composer: [$work, ]]$title', 'Bach: Air.flac', entry({ composer: 'Bach', work: 'Suite', title: 'Air' })),
    ).toEqual({ fields: { work: null } });
    expect(read('[$albumartist/]$title', 'Sinnerman.flac')).toEqual({ fields: { albumartist: null } });
  });

  it('does not mind spaces and folders that are not there', () => {
    expect(read('$grouping/$mood $title', 'Sinner.flac')).toEqual({ fields: { title: ['Sinner'] } });
    expect(read('$grouping/$title', 'Live/Sinnerman.flac')).toEqual({ fields: { grouping: ['Live'] } });
  });

  it('sees a value behind the name that was made of it', () => {
    const band = entry({ artist: 'AC/DC', title: '.hidden', album: 'Café' });
    expect(formatPath(compileTemplate('$artist/$album/$title'), band)).toBe('AC_DC/Café/_hidden.flac');
    expect(read('$artist/$album/$title', 'AC_DC/Other/_hidden.flac', band)).toEqual({ fields: { album: ['Other'] } });
    expect(read('$artist/$album/$title', 'AC_DC/Cafe\u0301/_hidden.flac', band)).toEqual({ fields: {} });
  });

  it('keeps a value of which the name shows only a part', () => {
    const long = entry({ artist: 'Nina', title: 'la '.repeat(200).trim(), tracknumber: '1' });
    const path = formatPath(compileTemplate('$artist/$track $title'), long);
    expect(Buffer.byteLength(path.slice(5))).toBeGreaterThan(250);
    expect(read('$artist/$track $title', path.replace('Nina/01', 'Simone/02'), long)).toEqual({
      fields: { artist: ['Simone'], tracknumber: ['2'] },
    });
  });

  it('keeps a value that has to be written in another way for Windows', () => {
    const template = compileTemplate('$album/$title', { target: 'windows' });
    const volume = entry({ album: 'Vol. 1: Etc...', title: 'con' });
    expect(formatPath(template, volume)).toBe('Vol. 1_ Etc___/con_.flac');
    expect(readPath(template, volume, toPath('Vol. 1_ Etc___/pro.flac'))).toEqual({ fields: { title: ['pro'] } });
    expect(readPath(template, volume, toPath('Vol. 2/con_.flac'))).toEqual({ fields: { album: ['Vol. 2'] } });
  });

  it('takes what tells tracks of one name apart for no text', () => {
    expect(read('$artist/$title', 'Simone/Sinnerman [#7].flac')).toEqual({ fields: { artist: ['Simone'] } });
    expect(refusal('$artist/$title', 'Simone/Sinnerman [#8].flac')).toContain('[_8]');
  });

  it('lets what functions show be as it is, or what follows from the change', () => {
    expect(read('%upper{$genre}/$artist/$title', 'JAZZ; SOUL/Simone/Sinnerman.flac')).toEqual({
      fields: { artist: ['Simone'] },
    });
    expect(read('%left{$artist,1}/$artist/$title', 'S/Simone/Sinnerman.flac')).toEqual({
      fields: { artist: ['Simone'] },
    });
    expect(refusal('%left{$artist,1}/$artist/$title', 'N/Simone/Sinnerman.flac')).toContain(
      '“S/Simone/Sinnerman.flac”',
    );
    expect(refusal('%upper{$artist}/$title', 'SIMONE/Sinnerman.flac')).toContain('does not fit');
    expect(refusal('$id/$title', '8/Sinnerman.flac')).toContain('does not fit');
  });

  it('asks who knows the other tracks where it would stand', () => {
    const template = compileTemplate('$album%aunique{}/$title');
    const place = (other: TemplateEntry): TrackPath =>
      trackPath(template, other, { distinction: () => (other.tags['album']?.[0] === 'Hits' ? '1965' : '') });
    expect(readPath(template, song, toPath('Best/Sinnerman.flac'), { place })).toEqual({ fields: { album: ['Best'] } });
    // Another album of that very name is possible as well.
    expect(readPath(template, song, toPath('Hits [1965]/Sinnerman.flac'), { place })).toEqual({
      refused: expect.stringContaining('several ways') as string,
    });
    const hit = entry({ album: 'Hits', title: 'Sinnerman' });
    expect(readPath(template, hit, toPath('Hits [1965]/Sinner.flac'), { place })).toEqual({
      fields: { title: ['Sinner'] },
    });
    expect(readPath(template, song, toPath('Hits/Sinnerman.flac'), { place })).toEqual({
      refused: expect.stringContaining('“Hits [1965]/Sinnerman.flac”') as string,
    });
  });

  it('refuses what can be read in several ways, and names the fields', () => {
    const duo = entry({ artist: 'A', title: 'B' });
    expect(refusal('$artist - $title', 'A - X - B.flac', duo)).toMatch(/several ways.*artist.*title/);
    // One that changes the title alone stands before one that changes both.
    expect(read('$artist - $title', 'A - B - C.flac', duo)).toEqual({ fields: { title: ['B - C'] } });
    expect(refusal('$artist - $title', 'X - Y - Z.flac', duo)).toContain('several ways');
  });

  it('refuses another extension, and a path of too few or too many folders', () => {
    expect(refusal(DEFAULT, 'Nina/Blues (1965) [FLAC]/09 - Nina - Sinnerman.mp3')).toContain('“.flac”');
    expect(refusal(DEFAULT, 'Nina/Blues (1965) [FLAC]/.flac')).toContain('“.flac”');
    expect(refusal(DEFAULT, 'Nina/09 - Nina - Sinnerman.flac')).toContain('something is missing after');
    expect(refusal(DEFAULT, 'Nina/Blues (1965) [FLAC]/more/09 - Nina - Sinnerman.flac')).toContain(
      '“more” has no place',
    );
    expect(refusal(DEFAULT, 'Sinnerman.flac')).toContain('something is missing after');
  });

  it('comes to an end quickly, however many ways a path could be read', () => {
    const hostile = compileTemplate(
      `${Array.from({ length: 40 }, (_, index) => `$f${index}`).join('')}[$a[$b[$c]]]$title`,
    );
    const many = compileTemplate('$artist - $album - $title - $work - $mood - $genre');
    // Exponential work would never come back.
    const readings = [
      readPath(hostile, song, toPath(`${'a'.repeat(250)}.flac`)),
      readPath(many, song, toPath(`${'a - '.repeat(60)}a.flac`)),
    ];
    for (const reading of readings) expect(reading).toHaveProperty('refused');
  });
});

describe('a path of random tags', () => {
  const TEMPLATES = [
    DEFAULT,
    BEETS,
    '[$genre/][$albumartist - ]$album[ ($year[-$month])][ [disc $disc]]/[$disc-]$track. $title',
    '%upper{%left{$artist,1}}/${albumartist|artist}/$title.$format',
    '%if{$comp,Compilations/$album,$albumartist/$album}/$track $artist, $title',
    '$composer$work $title',
  ].map((source) => compileTemplate(source));

  it('is read as tags that give exactly this path, or refused', () => {
    let seed = 42;
    const random = (limit: number): number => {
      seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
      return Math.floor((seed / 2 ** 32) * limit);
    };
    const WORDS = [
      'A',
      'B - C',
      'x (1999)',
      '[y]',
      'Ä é',
      '.dot',
      '-dash',
      'a/b',
      'Unknown Artist',
      '01',
      '2',
      ' sp ',
      '[#7]',
      'The; End',
      'e\u0301',
    ];
    const word = (): string => Array.from({ length: 1 + random(2) }, () => WORDS[random(WORDS.length)]).join(' ');
    const tags = (): Record<string, readonly string[]> => {
      const made: Record<string, readonly string[]> = {};
      for (const field of ['artist', 'albumartist', 'album', 'title', 'genre', 'composer', 'work']) {
        if (random(4) > 0) made[field] = random(5) === 0 ? [word(), word()] : [word()];
      }
      if (random(3) > 0) made['tracknumber'] = [['1', '02', '3/12', 'A1', '0'][random(5)] as string];
      if (random(3) > 0) made['discnumber'] = [String(1 + random(3))];
      if (random(3) > 0) made['date'] = [['1999', '2001-05', '2003-07-09', 'soon'][random(4)] as string];
      if (random(6) === 0) made['compilation'] = ['1'];
      return made;
    };
    const outcomes = { read: 0, refused: 0 };
    for (let round = 0; round < 3000; round += 1) {
      const template = TEMPLATES[random(TEMPLATES.length)] as (typeof TEMPLATES)[number];
      const before = entry(tags());
      // Most of the time one field differs, or some, as when people rename.
      const [one] = [Object.entries(tags())].map((all) => all[random(all.length)]);
      const kind = random(3);
      const some = Object.entries(tags()).filter(() => random(4) === 0);
      const after = entry(
        kind === 0
          ? tags()
          : { ...before.tags, ...Object.fromEntries(kind === 1 ? some : one === undefined ? [] : [one]) },
      );
      const wanted = trackPath(template, after);
      const reading = readPath(template, before, wanted);
      if ('refused' in reading) {
        outcomes.refused += 1;
        expect(reading.refused).toMatch(/\S/);
      } else {
        outcomes.read += 1;
        const path = formatPath(template, { ...before, tags: withChanges(before.tags, reading.fields) });
        expect([template.source, path]).toEqual([template.source, [...wanted.folders, wanted.name].join('/')]);
        if (formatPath(template, before) === path) expect(reading.fields).toEqual({});
        // What shows as it did is never edited along with what was changed.
        if (kind === 2 && one !== undefined && one[0] in before.tags) {
          expect([
            template.source,
            Object.keys(reading.fields).filter((field) => field !== one[0] && field in before.tags),
          ]).toEqual([template.source, []]);
        }
      }
      // With the path that it has, nothing is to be done.
      expect(readPath(template, before, trackPath(template, before))).toEqual({ fields: {} });
    }
    expect(outcomes.read).toBeGreaterThan(1000);
    expect(outcomes.refused).toBeGreaterThan(100);
  });
});
