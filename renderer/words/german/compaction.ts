/** German: making the history smaller. */
export const COMPACTION = {
  'Cancelled. The next run goes on from here.': 'Abgebrochen. Der nächste Lauf macht hier weiter.',
  Compaction: 'Verkleinerung',
  'Edits of a year ago and older': 'Änderungen, die ein Jahr und älter sind',
  'Keep all of it': 'Alles behalten',
  'Keeps who changed what and when, and the first and the last value of each field':
    'Es bleibt, wer was wann geändert hat, mit dem ersten und dem letzten Wert jedes Feldes',
  'Make it smaller': 'Verkleinern',
  'Make it smaller …': 'Verkleinern …',
  'Make the history smaller?': 'Den Verlauf verkleinern?',
  'Nothing to save among {{count}} edits of a year ago and older_one':
    'Nichts zu sparen bei {{count}} Änderung, die ein Jahr oder älter ist',
  'Nothing to save among {{count}} edits of a year ago and older_other':
    'Nichts zu sparen bei {{count}} Änderungen, die ein Jahr und älter sind',
  'The history is smaller now.': 'Der Verlauf ist jetzt kleiner.',
  'Those batches cannot be undone any more, and views of the past reach back a year. There is no Undo.':
    'Diese Änderungen lassen sich dann nicht mehr rückgängig machen, und Ansichten der Vergangenheit reichen ein Jahr zurück. Das ist endgültig.',
  '{{compacted}} of {{count}} edits would lose values in between: {{size}}_one':
    '{{compacted}} von {{count}} Änderung verlöre Zwischenwerte: {{size}}',
  '{{compacted}} of {{count}} edits would lose values in between: {{size}}_other':
    '{{compacted}} von {{count}} Änderungen verlören Zwischenwerte: {{size}}',
} as const;
