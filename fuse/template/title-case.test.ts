import { describe, expect, it } from 'vitest';
import { sentenceCase, titleCase } from './title-case.ts';

describe('title case in English', () => {
  it.each([
    ['the lord of the rings: the return', 'The Lord of the Rings: The Return'],
    ['stairway to heaven', 'Stairway to Heaven'],
    ['a day in the life', 'A Day in the Life'],
    ['what are you waiting for', 'What Are You Waiting For'],
    ['what it is for: a story', 'What It Is For: A Story'],
    ['get up (off of that thing)', 'Get Up (Off of That Thing)'],
    ['it is the end of the world (as we know it)', 'It Is the End of the World (As We Know It)'],
    ['blue (in the morning) [live at the club]', 'Blue (In the Morning) [Live at the Club]'],
    ['the one i dream of (demo)', 'The One I Dream Of (Demo)'],
    ['night and day - the reprise', 'Night and Day - The Reprise'],
    ['rock-and-roll queen', 'Rock-and-Roll Queen'],
    ['twenty-one', 'Twenty-One'],
    ['re-make/re-model', 'Re-Make/Re-Model'],
    ["don't stop me now", "Don't Stop Me Now"],
    ['don’t stop', 'Don’t Stop'],
    ["rock 'n' roll star", "Rock 'n' Roll Star"],
    ["guns n' roses", "Guns n' Roses"],
    ["rock'n'roll", "Rock'n'Roll"],
    ["o'brien's five o'clock", "O'Brien's Five O'Clock"],
    ["'til the end", "'Til the End"],
    ['symphony no. ii', 'Symphony No. II'],
    ['part iv: the xx', 'Part IV: The XX'],
    ['mix and civil dim', 'Mix and Civil Dim'],
    ['song (feat. the band)', 'Song (feat. The Band)'],
    ['song Feat. somebody', 'Song feat. Somebody'],
    ['song Ft somebody', 'Song ft Somebody'],
    ['dj on the tv in the usa', 'DJ on the TV in the USA'],
    ['r.e.m. in the u.s.a.', 'R.E.M. in the U.S.A.'],
    ['5 a.m.', '5 a.m.'],
    ['mr. and mrs. jones', 'Mr. and Mrs. Jones'],
    ['godzilla vs. the world', 'Godzilla vs. the World'],
    ['the 1st of the 80s', 'The 1st of the 80s'],
    ['“the end” of it', '“The End” of It'],
    ['wait! the end? of what', 'Wait! The End? Of What'],
    ['McCoy meets iTunes and AC_DC', 'McCoy Meets iTunes and AC_DC'],
    ['deadmau5 in NYC', 'Deadmau5 in NYC'],
    ['LOVE ME DO', 'Love Me Do'],
    ['MTV UNPLUGGED IN NEW YORK', 'MTV Unplugged in New York'],
    ['WORLD WAR II BLUES', 'World War II Blues'],
    ['AC/DC LIVE AT DONINGTON', 'AC/DC Live at Donington'],
    ['vi LOUD', 'VI LOUD'],
    ['x LOUD', 'X LOUD'],
    ['ABBA', 'ABBA'],
    ['TNT', 'TNT'],
    ['…and justice for all', '…And Justice for All'],
    ['élan and ånd', 'Élan and Ånd'],
    ['東京 and москва', '東京 and Москва'],
    ['  two   spaces ', '  Two   Spaces '],
    ['', ''],
  ])('%s → %s', (text, title) => {
    expect(titleCase(text)).toBe(title);
    expect(titleCase(title)).toBe(title);
  });
});

describe('title case in German', () => {
  it.each([
    ['der Mond ist aufgegangen', 'Der Mond ist aufgegangen'],
    ['Ein Bett Im Kornfeld', 'Ein Bett im Kornfeld'],
    ['Über Den Wolken', 'Über den Wolken'],
    ['die freiheit und die einsamkeit', 'Die Freiheit und die Einsamkeit'],
    ['hoffnung: der anfang', 'Hoffnung: Der anfang'],
    ['Männer Sind Schweine (Live)', 'Männer sind Schweine (Live)'],
    ['99 Luftballons', '99 Luftballons'],
    ['ALLES NUR AUS LIEBE', 'Alles nur aus Liebe'],
    ['ICH WILL NICHT OHNE DICH SEIN', 'Ich will nicht ohne dich sein'],
    ['Wind Of Change', 'Wind Of Change'],
    ['Teil iii: das Ende', 'Teil III: Das Ende'],
  ])('%s → %s', (text, title) => {
    expect(titleCase(text, 'de')).toBe(title);
    expect(titleCase(title, 'de')).toBe(title);
  });
});

describe('title case in French', () => {
  it.each([
    ['la vie en rose', 'La Vie en rose'],
    ['La Vie En Rose', 'La Vie en Rose'],
    ['ne me quitte pas', 'Ne me quitte pas'],
    ['Sous Le Ciel De Paris', 'Sous le Ciel de Paris'],
    ["l'amour toujours", "L'Amour toujours"],
    ['l’été indien', 'L’Été indien'],
    ["comme d'habitude", "Comme d'habitude"],
    ["je t'aime… moi non plus", "Je t'aime… Moi non plus"],
    ["Parce Qu'Il Est Là", "Parce qu'il est Là"],
    ['les feuilles mortes (en public)', 'Les Feuilles mortes (En public)'],
    ['NON JE NE REGRETTE RIEN', 'Non je ne regrette rien'],
    ['où es-tu ?', 'Où es-tu ?'],
  ])('%s → %s', (text, title) => {
    expect(titleCase(text, 'fr')).toBe(title);
    expect(titleCase(title, 'fr')).toBe(title);
  });
});

describe('title case in Spanish', () => {
  it.each([
    ['la isla bonita', 'La isla bonita'],
    ['Cielito Lindo De Mi Tierra', 'Cielito Lindo de mi Tierra'],
    ['¿por qué te vas?', '¿Por qué te vas?'],
    ['¡ay, Jalisco, No Te Rajes!', '¡Ay, Jalisco, no te Rajes!'],
    ['te vi venir', 'Te vi venir'],
    ['BÉSAME MUCHO', 'Bésame mucho'],
    ['Canción XIV', 'Canción XIV'],
    ['el cóndor pasa (en vivo)', 'El cóndor pasa (En vivo)'],
  ])('%s → %s', (text, title) => {
    expect(titleCase(text, 'es')).toBe(title);
    expect(titleCase(title, 'es')).toBe(title);
  });
});

describe('sentence case', () => {
  it.each([
    ['The Long And Winding Road', 'The long and winding road'],
    ["What I'm Waiting For: A Story", "What I'm waiting for: A story"],
    ['Live In NYC (Part II)', 'Live in NYC (Part II)'],
    ['Song (Feat. McCoy)', 'Song (feat. McCoy)'],
    ['THE END OF EVERYTHING', 'The end of everything'],
    ['Rock-And-Roll', 'Rock-and-roll'],
  ])('%s → %s', (text, sentence) => {
    expect(sentenceCase(text)).toBe(sentence);
    expect(sentenceCase(sentence)).toBe(sentence);
  });

  it('is title case in German, whose nouns keep their capitals', () => {
    expect(sentenceCase('Ein Bett Im Kornfeld', 'de')).toBe('Ein Bett im Kornfeld');
  });

  it('takes the capitals of names in French and Spanish, too', () => {
    expect(sentenceCase('La Isla Bonita', 'es')).toBe('La isla bonita');
    expect(sentenceCase('La Vie En Rose', 'fr')).toBe('La vie en rose');
  });
});
