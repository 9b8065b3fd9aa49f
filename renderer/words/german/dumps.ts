/** German: published dumps. */
export const DUMPS = {
  '{{count}} files are damaged_one': '{{count}} Datei ist beschädigt',
  '{{count}} files are damaged_other': '{{count}} Dateien sind beschädigt',
  '{{count}} files were read before_one': '{{count}} Datei wurde schon gelesen',
  '{{count}} files were read before_other': '{{count}} Dateien wurden schon gelesen',
  '{{count}} lines were not taken_one': '{{count}} Zeile wurde nicht übernommen',
  '{{count}} lines were not taken_other': '{{count}} Zeilen wurden nicht übernommen',
  '{{count}} new rows_one': '{{count}} neuer Eintrag',
  '{{count}} new rows_other': '{{count}} neue Einträge',
  '{{count}} releases_one': '{{count}} Veröffentlichung',
  '{{count}} releases_other': '{{count}} Veröffentlichungen',
  '{{count}} rows_one': '{{count}} Eintrag',
  '{{count}} rows_other': '{{count}} Einträge',
  '{{size}} on the disk, of {{free}} that are free': '{{size}} auf dem Datenträger, von {{free}}, die frei sind',
  'About {{rows}} rows, {{time}}': 'Etwa {{rows}} Einträge, {{time}}',
  'Dumps on this machine': 'Datenauszüge auf diesem Rechner',
  'Files of data.acoustid.org, and release.tar.xz of MusicBrainz: the file, or its folder':
    'Dateien von data.acoustid.org, und release.tar.xz von MusicBrainz: die Datei oder ihr Ordner',
  'Folder of the dumps': 'Ordner der Datenauszüge',
  'Identify tracks by published data that you have added; no network':
    'Titel anhand veröffentlichter Daten bestimmen, die hinzugefügt wurden; ohne Netz',
  'Keep it': 'Behalten',
  'Looking at the files …': 'Sieht die Dateien an …',
  'On a large disk; empty for a folder of the library':
    'Auf einem großen Datenträger; leer für einen Ordner der Bibliothek',
  'Published dumps': 'Veröffentlichte Datenauszüge',
  'Read them': 'Jetzt lesen',
  'Remove all that was read of dumps?': 'Alles entfernen, was aus Datenauszügen gelesen wurde?',
  'Remove all …': 'Alles entfernen …',
  'Removed. The files of the dumps are still there.': 'Entfernt. Die Dateien der Datenauszüge sind noch da.',
  'See what it takes': 'Aufwand ansehen',
  'The disk has no room for it.': 'Der Datenträger hat dafür keinen Platz.',
  'The files of the dumps stay, and can be read again.':
    'Die Dateien der Datenauszüge bleiben und können wieder gelesen werden.',
  'What it takes': 'Aufwand',
  'What was read': 'Was gelesen wurde',
  'up to {{day}}': 'bis {{day}}',
} as const;
