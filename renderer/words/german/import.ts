/** German: imports from other programs. */
export const IMPORT = {
  'A library of beets, iTunes or Music (Library.xml), Rhythmbox, Strawberry, Clementine, Quod Libet or MusicBee, or an export of foobar2000: the file, or its folder':
    'Eine Bibliothek von beets, iTunes oder Musik (Library.xml), Rhythmbox, Strawberry, Clementine, Quod Libet oder MusicBee, oder ein Export von foobar2000: die Datei oder ihr Ordner',
  'Comparing sounds …': 'Vergleicht Klänge …',
  'Dates of addition': 'Hinzugefügt am',
  Favourites: 'Favoriten',
  'Finding its tracks here …': 'Sucht ihre Titel hier …',
  Import: 'Importieren',
  'Import it': 'Jetzt importieren',
  'Library of another program': 'Bibliothek eines anderen Programms',
  Notes: 'Notizen',
  'Reading the other library …': 'Liest die andere Bibliothek …',
  'See what it has': 'Inhalt ansehen',
  Skips: 'Übersprungen',
  'Storing what is new …': 'Speichert Neues …',
  'What would be imported': 'Was importiert würde',
  '{{count}} tracks would change_one': '{{count}} Titel würde sich ändern',
  '{{count}} tracks would change_other': '{{count}} Titel würden sich ändern',
  '{{count}} records, of which {{lost}} are not in this library_one':
    '{{count}} Eintrag, davon {{lost}} nicht in dieser Bibliothek',
  '{{count}} records, of which {{lost}} are not in this library_other':
    '{{count}} Einträge, davon {{lost}} nicht in dieser Bibliothek',
  '{{what}}: {{changed}} new, {{kept}} kept as they are here': '{{what}}: {{changed}} neu, {{kept}} bleiben wie hier',
} as const;
