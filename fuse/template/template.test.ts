import { describe, expect, it } from 'vitest';
import { compileTemplate } from './compile.ts';
import type { TemplateEntry } from './entry.ts';
import { formatPath } from './format-path.ts';
import { TemplateError } from './parse.ts';

const BEETFS = '$artist/$album ($year) [$format_upper]/$track - $artist - $title.$format';
const BEETS = '$albumartist/$album%aunique{}/$track $title';

function entry(tags: Record<string, string | string[]> = {}, more: Partial<TemplateEntry> = {}): TemplateEntry {
  const lists = Object.fromEntries(
    Object.entries(tags).map(([key, value]) => [key, Array.isArray(value) ? value : [value]]),
  );
  return { id: 7, tags: lists, extension: 'flac', addedAt: Date.UTC(2026, 2, 1, 12), ...more };
}

const song = entry({
  artist: 'Nina Simone',
  albumartist: 'Nina',
  album: 'Pastel Blues',
  title: 'Sinnerman',
  tracknumber: '9',
  date: '1965-10-01',
  genre: ['Jazz', 'Soul'],
});

function render(source: string, of: TemplateEntry = song): string {
  return compileTemplate(source).render(of);
}

describe('the path template', () => {
  it('renders beetfs’ default path as written, literal brackets and all', () => {
    expect(formatPath(compileTemplate(BEETFS), song)).toBe(
      'Nina Simone/Pastel Blues (1965) [FLAC]/09 - Nina Simone - Sinnerman.flac',
    );
  });

  it('renders beets’ default path and appends the extension it leaves out', () => {
    expect(formatPath(compileTemplate(BEETS), song)).toBe('Nina/Pastel Blues/09 Sinnerman.flac');
  });

  it('takes fields with and without braces, and dollar signs', () => {
    expect(render('$title-${title}x $$5 ${Album}')).toBe('Sinnerman-Sinnermanx $5 Pastel Blues');
  });

  it('takes the first field that has a value', () => {
    expect(render('${composer|albumartist|artist}')).toBe('Nina');
    expect(render('${composer|artist}', entry({ artist: 'X' }))).toBe('X');
    expect(render('${composer|artist}', entry())).toBe('Unknown Composer');
  });

  it('leaves a section out when nothing in it has a value', () => {
    expect(render('$album[ ($year)][ disc $disc]')).toBe('Pastel Blues (1965)');
    expect(render('[$disc-]$track', entry({ discnumber: '2', tracknumber: '1' }))).toBe('02-01');
    expect(render('[$composer: [$work, ]]$title')).toBe('Sinnerman');
  });

  it('takes brackets around what cannot be missing for ordinary brackets', () => {
    expect(render('[live] [$format_upper] [%upper{$format}] []')).toBe('[live] [FLAC] [FLAC] []');
  });

  it('lets every special character be written with a dollar sign in front', () => {
    expect(render('$[$title$] $%lower{x$} $| %upper{a$,b}')).toBe('[Sinnerman] %lower{x} | A,B');
  });

  it('leaves a lone per cent or dollar sign alone', () => {
    expect(render('100% $ 5$ %x %Y')).toBe('100% $ 5$ %x %Y');
  });

  it('shows what is missing as beets’ users expect', () => {
    expect(render('$albumartist/$album/$track $title $year', entry({}, { fileName: 'take 3' }))).toBe(
      'Unknown Artist/Unknown Album/00 take 3 0000',
    );
    expect(render('$title', entry())).toBe('Untitled');
    expect(render('$lyricist$nonsense', song)).toBe('');
  });

  it('lets artist and album artist stand in for each other, and samplers be of various artists', () => {
    expect(render('$albumartist', entry({ artist: 'A' }))).toBe('A');
    expect(render('$artist', entry({ albumartist: 'B' }))).toBe('B');
    expect(render('$albumartist', entry({ artist: 'A', compilation: '1' }))).toBe('Various Artists');
  });

  it('pads numbers, wider where the album has a hundred tracks', () => {
    expect(render('$track/$tracktotal', entry({ tracknumber: '3', totaltracks: '12' }))).toBe('03/12');
    expect(render('$track', entry({ tracknumber: '3', totaltracks: '120' }))).toBe('003');
    expect(render('$track', entry({ tracknumber: '3/12' }))).toBe('03');
    expect(render('$track', entry({ tracknumber: 'B2' }))).toBe('B2');
    expect(render('[$track ]x', entry({ tracknumber: '0' }))).toBe('x');
  });

  it('takes the year of the release, or of the first release where there is no other', () => {
    const both = entry({ date: '2009-09-09', originaldate: '1969-09-26' });
    expect(render('$year $month $day $original_year', both)).toBe('2009 09 09 1969');
    expect(render('$year', entry({ originaldate: '1969' }))).toBe('1969');
    expect(render('$year', entry({ date: 'soon' }))).toBe('0000');
  });

  it('never makes a folder of a slash in a value', () => {
    expect(
      formatPath(compileTemplate(BEETS), entry({ artist: 'AC/DC', album: 'a/b', title: 'x/y/z', tracknumber: '1' })),
    ).toBe('AC_DC/a_b/01 x_y_z.flac');
    expect(render('%upper{$artist}', entry({ artist: 'ac/dc' }))).toBe('AC_DC');
    expect(render('%asciify{$title}', entry({ title: 'Op. ½' }))).toBe('Op. 1_2');
  });

  it('makes folders of slashes that the template itself has, also in arguments', () => {
    expect(formatPath(compileTemplate('%time{$added,%Y/%m}/%if{$comp,Compilations/}$title'), song)).toBe(
      '2026/03/Sinnerman.flac',
    );
  });

  it('joins several values so that %first finds them again', () => {
    expect(render('$genre')).toBe('Jazz; Soul');
    expect(render('%first{$genre}|%first{$genres,1,1}|%first{a-b-c,2,1,-,+}')).toBe('Jazz|Soul|b+c');
  });

  it('knows the functions of beets', () => {
    expect(render('%lower{ÀB} %upper{straße} %capitalize{hELLO there} %title{the end OF time}')).toBe(
      'àb STRASSE Hello there The End Of Time',
    );
    expect(render('%left{$title,3} %right{$title,3} %left{👩‍👩‍👧 x,1}')).toBe('Sin man 👩‍👩‍👧');
    expect(render('%the{The Beatles}|%the{A Tribe}|%the{Theatre}')).toBe('Beatles, The|Tribe, A|Theatre');
    expect(render('%titlecase{the lord of the rings: the return}')).toBe('The Lord of the Rings: The Return');
    expect(render('%asciify{Sigur Rós – Ágætis$, Земфира$, Σ}')).toBe('Sigur Ros - Agaetis, Zemfira, S');
    expect(render('%time{$date,%d.%m.%y %B}', entry({ date: '1999-12-31' }))).toBe('31.12.99 December');
    expect(render('%time{$date,%Y}', entry({ date: 'unknown' }))).toBe('unknown');
  });

  it('asks conditions of the values and not of what stands in for them', () => {
    expect(render('%if{$artist,by $artist,nobody}', entry())).toBe('nobody');
    expect(render('%if{$track,a,b}%if{0,a,b}%if{false,a,b}%if{x,a,b}', entry())).toBe('bbba');
    expect(render('%ifdef{composer,c,none} %ifdef{title} %ifdef{work}|', song)).toBe('none Sinnerman |');
    expect(render('%if{$composer,$composer}x')).toBe('x');
  });

  it('sorts into buckets', () => {
    expect(render('%bucket{$year} %bucket{$artist} %bucket{99 Luftballons,alpha} %bucket{Ærø}')).toBe('1960s N 0-9 A');
    const buckets = { alpha: ['A - M', 'N - Z'], year: ['1960-1979'] };
    expect(compileTemplate('%bucket{$year}/%bucket{$artist}', { buckets }).render(song)).toBe('1960-1979/N - Z');
  });

  it.each([
    ['${artist', 0],
    ['x %lower{$artist', 2],
    ['[ $year', 0],
    ['a %nonsense{x}', 2],
    ['%left{x}', 0],
    ['${a|}', 0],
    ['%ifdef{$x}', 0],
    ['%each{$genre}', 0],
    ['%each{year}', 0],
    ['%aunique{album,year,xyz}', 0],
    ['', 0],
    ['['.repeat(100), 33],
    ['x'.repeat(5000), 4096],
  ])('refuses %.20j with the place of the mistake', (source, offset) => {
    const error = (() => {
      try {
        return compileTemplate(source);
      } catch (thrown) {
        return thrown;
      }
    })();
    expect(error).toBeInstanceOf(TemplateError);
    expect(error).toMatchObject({ code: 'BAD_TEMPLATE', offset });
  });

  it('gives the same path again for the same track', () => {
    const template = compileTemplate(BEETFS);
    expect(formatPath(template, song)).toBe(formatPath(compileTemplate(BEETFS), structuredClone(song)));
  });

  it('does not look up names on the prototype of anything', () => {
    expect(render('$constructor${__proto__}$tostring')).toBe('');
    expect(() => compileTemplate('%constructor{x}')).toThrow(TemplateError);
  });
});
