/** German: files that are recognised by their sound. */
export const RECOGNITION = {
  'A track, a copy, or a clip of a few seconds: it is recognised by its sound.':
    'Ein Titel, eine Kopie oder ein Ausschnitt von wenigen Sekunden: erkannt wird der Klang.',
  'A change of sound keeps the place.': 'Ein Wechsel behält die Stelle bei.',
  'Another performance, a live version or a remix is another recording: it sounds alike, at most.':
    'Eine andere Aufführung, eine Live-Fassung oder ein Remix ist eine andere Aufnahme: sie klingt höchstens ähnlich.',
  'Compared tracks': 'Verglichene Titel',
  'Comparing it with {{first}} …': 'Wird mit {{first}} verglichen …',
  'Cancel the rest': 'Den Rest abbrechen',
  'Pause: {{name}}': 'Anhalten: {{name}}',
  'Resume: {{name}}': 'Fortsetzen: {{name}}',
  'Cancel: {{name}}': 'Abbrechen: {{name}}',
  'Cancelled.': 'Abgebrochen.',
  'Choose files …': 'Dateien wählen …',
  'Drop it to find it in the library': 'Ablegen, um es in der Bibliothek zu finden',
  'Find what sounds like it': 'Ähnlich Klingendes finden',
  'Found in the library': 'In der Bibliothek gefunden',
  'It cannot be read: it is a folder, or a file that is gone.':
    'Nicht lesbar: Es ist ein Ordner oder eine Datei, die nicht mehr da ist.',
  'It has less than three seconds of sound, which is too short to be recognised.':
    'Sie hat weniger als drei Sekunden Klang und ist damit zu kurz, um erkannt zu werden.',
  'It is a part of the file': 'Er ist ein Teil der Datei',
  'It is larger than {{size}}, the most that is taken. Cut a part out of it, or use “descant lookup”.':
    'Sie ist größer als {{size}}; mehr wird nicht angenommen. Einen Teil herausschneiden oder „descant lookup“ verwenden.',
  'Its sound is the same throughout, as a tone is, and cannot be told from others.':
    'Der Klang ist durchweg gleich, wie der eines Tons, und lässt sich von anderen nicht unterscheiden.',
  'It is silent, or nearly so: there is too little sound to be recognised.':
    'Sie ist still oder fast still: Es gibt zu wenig Klang, um sie zu erkennen.',
  'It took too long to be decoded.': 'Das Dekodieren hat zu lange gedauert.',
  'Listening to it …': 'Hört hinein …',
  'No track of the library has this sound.': 'Kein Titel der Bibliothek hat diesen Klang.',
  'One is a part of the other': 'Einer ist ein Teil des anderen',
  'Or drop them on the window. They are compared by their sound, on this machine, and not kept.':
    'Oder auf dem Fenster ablegen. Verglichen wird ihr Klang, auf diesem Rechner; behalten werden sie nicht.',
  'Place in the music': 'Stelle in der Musik',
  'Play from {{place}}': 'Ab {{place}} wiedergeben',
  'Recognise files': 'Dateien wiederfinden',
  'Related: they share a part, or are versions of one piece':
    'Verwandt: ein gemeinsamer Teil oder Fassungen eines Stücks',
  'Sending it to the library: {{percent}} %': 'Wird an die Bibliothek gesendet: {{percent}} %',
  'Short and noisy clips may be missed: ten seconds of clear music are found nearly always.':
    'Kurze und verrauschte Ausschnitte können übersehen werden: Zehn Sekunden klare Musik werden fast immer gefunden.',
  'Sounds like it': 'Klingt ähnlich',
  'Speech over the music, another pitch or a much different speed hides it.':
    'Sprache über der Musik, eine andere Tonhöhe oder ein stark anderes Tempo verbirgt sie.',
  'The decoder failed at this file: it is probably damaged.':
    'Der Decoder ist an dieser Datei gescheitert: Vermutlich ist sie beschädigt.',
  'The disk of the library has no room for it.': 'Auf der Festplatte der Bibliothek ist kein Platz dafür.',
  'The file is a part of it': 'Die Datei ist ein Teil davon',
  'The first {{most}} of {{total}} tracks.': 'Die ersten {{most}} von {{total}} Titeln.',
  'The others are compared with it.': 'Die anderen werden mit ihm verglichen.',
  'The same recording': 'Dieselbe Aufnahme',
  'The same sound: {{length}} of {{whole}}, from {{begin}} to {{end}}, alike by {{percent}} %':
    'Derselbe Klang: {{length}} von {{whole}}, von {{begin}} bis {{end}}, zu {{percent}} % gleich',
  'This is a picture: drop it on a cover to set that. Sounds are recognised.':
    'Das ist ein Bild: auf einem Cover ablegen, um es zu setzen. Erkannt werden Klänge.',
  'This is not audio, or not of a kind that Descant can read.':
    'Das ist kein Ton oder keiner von einer Art, die Descant lesen kann.',
  'Two recordings without a common part': 'Zwei Aufnahmen ohne gemeinsamen Teil',
  'Try again': 'Erneut versuchen',
  'Try again: {{name}}': 'Erneut versuchen: {{name}}',
  'Waits for the files before it.': 'Wartet auf die Dateien davor.',
  'alike by {{percent}} % where they are the same; AcoustID’s score {{score}} of 100':
    'zu {{percent}} % gleich, wo sie dieselben sind; AcoustIDs Wert {{score}} von 100',
  'alike by {{percent}} %': 'zu {{percent}} % gleich',
  'also at {{places}}': 'auch bei {{places}}',
  'at {{begin}} of the file, {{length}} of {{whole}}': 'bei {{begin}} der Datei, {{length}} von {{whole}}',
  'at {{begin}}, {{length}} of {{whole}}': 'bei {{begin}}, {{length}} von {{whole}}',
  'the file plays {{percent}} % faster': 'die Datei läuft {{percent}} % schneller',
  'the file plays {{percent}} % slower': 'die Datei läuft {{percent}} % langsamer',
  '{{copy}} and {{first}} have no part in common': '{{copy}} und {{first}} haben keinen gemeinsamen Teil',
  '{{copy}} begins together with {{first}}': '{{copy}} beginnt zusammen mit {{first}}',
  '{{copy}} begins {{seconds}} s into {{first}}': '{{copy}} beginnt {{seconds}} s nach {{first}}',
  '{{copy}} cannot be compared: {{why}}': '{{copy}} lässt sich nicht vergleichen: {{why}}',
  '{{copy}} has {{seconds}} s before {{first}} begins': '{{copy}} hat {{seconds}} s, bevor {{first}} beginnt',
  '{{copy}} is being compared with {{first}} …': '{{copy}} wird mit {{first}} verglichen …',
  '{{count}} more files are left out: {{most}} are taken at a time._one':
    '{{count}} weitere Datei ist ausgelassen: {{most}} werden auf einmal angenommen.',
  '{{count}} more files are left out: {{most}} are taken at a time._other':
    '{{count}} weitere Dateien sind ausgelassen: {{most}} werden auf einmal angenommen.',
  '{{pending}} of {{count}} tracks are not analysed yet, so a match may be missing. Activity shows how far it is._one':
    '{{pending}} von {{count}} Titel ist noch nicht analysiert, ein Treffer kann also fehlen. „Aktivität“ zeigt den Stand.',
  '{{pending}} of {{count}} tracks are not analysed yet, so a match may be missing. Activity shows how far it is._other':
    '{{pending}} von {{count}} Titeln sind noch nicht analysiert, ein Treffer kann also fehlen. „Aktivität“ zeigt den Stand.',
  'The fingerprint index is being filled, so a match may be missing.':
    'Der Index der Fingerabdrücke wird gefüllt, ein Treffer kann also fehlen.',
  '{{part}} is {{other}}, {{percent}} % of the bits differ':
    '{{part}} ist {{other}}, {{percent}} % der Bits sind verschieden',
} as const;
