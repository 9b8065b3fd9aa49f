/** German: the page of activity: jobs, changes, files with errors. */
export const ACTIVITY = {
  ', {{tooShort}} too short to be compared': ', {{tooShort}} zu kurz zum Vergleichen',
  '{{analysed}} of {{count}} tracks analysed to find similar tracks{{short}}_one':
    '{{analysed}} von {{count}} Titel analysiert, um ähnliche zu finden{{short}}',
  '{{analysed}} of {{count}} tracks analysed to find similar tracks{{short}}_other':
    '{{analysed}} von {{count}} Titeln analysiert, um ähnliche zu finden{{short}}',
  '{{author}} moved {{path}}': '{{author}} hat {{path}} verschoben',
  '{{author}} saved {{path}} · the saved file is kept in {{kept}}':
    '{{author}} hat {{path}} gespeichert · die gespeicherte Datei liegt in {{kept}}',
  '{{failed}} failed': '{{failed}} fehlgeschlagen',
  Analysis: 'Analyse',
  Changes: 'Änderungen',
  'Compares the audio of every file, to the last bit, with what was analysed':
    'Vergleicht den Klang jeder Datei bis aufs letzte Bit mit dem analysierten',
  Dismiss: 'Verwerfen',
  'Dismiss: {{path}}': 'Verwerfen: {{path}}',
  'Files with errors': 'Dateien mit Fehlern',
  Findings: 'Befunde',
  Jobs: 'Vorgänge',
  'No changes yet. Edit a field of a track here or with {{command}}, and the change is listed here with its author.':
    'Noch keine Änderungen. Wird ein Feld eines Titels hier oder mit {{command}} bearbeitet, erscheint die Änderung hier mit ihrem Urheber.',
  'No file has an error.': 'Keine Datei hat einen Fehler.',
  'Running jobs, every change with its author, and files with errors. Every change can be undone at any time.':
    'Laufende Vorgänge, jede Änderung mit ihrem Urheber und Dateien mit Fehlern. Jede Änderung lässt sich jederzeit rückgängig machen.',
  'Saves and renames that were not accepted': 'Abgelehntes Speichern und Umbenennen',
  Scan: 'Scan',
  'Redo: {{what}}, {{at}}': 'Wiederholen: {{what}}, {{at}}',
  'Undo: {{what}}, {{at}}': 'Rückgängig: {{what}}, {{at}}',
  'Up to date · {{tracks}} in {{count}} folders_one': 'Aktuell · {{tracks}} in {{count}} Ordner',
  'Up to date · {{tracks}} in {{count}} folders_other': 'Aktuell · {{tracks}} in {{count}} Ordnern',
  Verification: 'Überprüfung',
  Verify: 'Überprüfen',
  'Not sent now: {{why}}': 'Wird jetzt nicht gesendet: {{why}}',
  'Send again': 'Erneut senden',
  'Submissions to AcoustID': 'Einsendungen an AcoustID',
  'Try now': 'Jetzt versuchen',
  '{{count}} known to AcoustID': '{{count}} bei AcoustID bekannt',
  '{{count}} refused': '{{count}} abgelehnt',
  '{{count}} to be sent': '{{count}} zu senden',
  '{{count}} waiting at AcoustID': '{{count}} warten bei AcoustID',
  '{{count}} without an answer': '{{count}} ohne Antwort',
  'when it was opened in the mount': 'beim Öffnen im virtuellen Ordner',
  'while analysing its audio': 'beim Analysieren des Klangs',
  'while reading its tags': 'beim Lesen der Tags',
} as const;
