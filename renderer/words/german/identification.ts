/** German: the services that identify tracks, and what they propose. */
export const IDENTIFICATION = {
  AcoustID: 'AcoustID',
  'AcoustID key': 'Schlüssel für AcoustID',
  'Address of AcoustID': 'Adresse von AcoustID',
  'Address of MusicBrainz': 'Adresse von MusicBrainz',
  'Address of the Cover Art Archive': 'Adresse des Cover Art Archive',
  'Asks for front covers of releases': 'Fragt nach Vorderseiten von Veröffentlichungen',
  'Cover Art Archive': 'Cover Art Archive',
  'Identify tracks by better tagged copies of the same sound; no network':
    'Titel an besser beschriebenen Kopien desselben Klangs erkennen; ohne Netz',
  MusicBrainz: 'MusicBrainz',
  'MusicBrainz asks for an e-mail or web address with each request':
    'MusicBrainz verlangt mit jeder Anfrage eine E-Mail- oder Webadresse',
  'Of an application, from acoustid.org/new-application': 'Für eine Anwendung, von acoustid.org/new-application',
  'Or of a mirror': 'Oder die eines Spiegels',
  'Or of a server like it': 'Oder die eines gleichartigen Servers',
  'Own library': 'Eigene Bibliothek',
  'Sends fingerprints and lengths of what you identify':
    'Sendet Fingerabdrücke und Längen der Titel, die zu erkennen sind',
  'Sends titles, artists and ids of what you identify':
    'Sendet Alben, Interpreten und Kennungen der Titel, die zu erkennen sind',
  'Your contact': 'Kontakt',
} as const;
