/** German: the dialog of actions on tags. */
export const ACTIONS = {
  ', and {{amount}} more': ' und {{amount}} weitere',
  '{{count}} change_one': '{{count}} ändert sich',
  '{{count}} change_other': '{{count}} ändern sich',
  '{{label}}: names, with commas between them': '{{label}}: Namen, durch Kommas getrennt',
  '{{name}}: tags changed': '{{name}}: Tags geändert',
  Actions: 'Aktionen',
  After: 'Nachher',
  'Apply as one batch': 'Alles auf einmal anwenden',
  Back: 'Zurück',
  Before: 'Vorher',
  'Fill in what it needs to see what would change.': 'Die nötigen Angaben machen, um die Änderungen zu sehen.',
  Groups: 'Gruppen',
  'Name of the group': 'Name der Gruppe',
  'Nothing would change.': 'Nichts würde sich ändern.',
  Preview: 'Vorschau',
  Save: 'Sichern',
  'Save as a group': 'Als Gruppe sichern',
  'Save as group …': 'Als Gruppe sichern …',
  'Take away: {{action}}': 'Wegnehmen: {{action}}',
  'The first {{shown}} of {{count}} tracks that change._one':
    'Die ersten {{shown}} von {{count}} Titel, der sich ändert.',
  'The first {{shown}} of {{count}} tracks that change._other':
    'Die ersten {{shown}} von {{count}} Titeln, die sich ändern.',
  'Then another action': 'Danach eine weitere Aktion',
  'What it does': 'Was sie tut',
  'Your edits only: the files stay as they are. Undo takes back all of it.':
    'Nur Bearbeitungen: Die Dateien bleiben, wie sie sind. „Rückgängig“ nimmt alles zurück.',
  becomes: 'wird zu',
} as const;
