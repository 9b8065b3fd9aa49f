/** German: the page of review: checks, duplicates, verification. */
export const REVIEW = {
  '({{percent}} % sure)': '(zu {{percent}} % sicher)',
  '50 MB/s': '50 MB/s',
  '20 MB/s': '20 MB/s',
  '5 MB/s': '5 MB/s',
  '{{agreed}} match their own checksum, {{decoded}} without a checksum decoded without a fault.':
    '{{agreed}} stimmen mit ihrer Prüfsumme überein, {{decoded}} ohne Prüfsumme ließen sich fehlerfrei lesen.',
  '{{count}} agree_one': '{{count}} stimmt überein',
  '{{count}} agree_other': '{{count}} stimmen überein',
  '{{count}} checks found nothing_one': '{{count}} Prüfung ohne Befund',
  '{{count}} checks found nothing_other': '{{count}} Prüfungen ohne Befund',
  '{{count}} copies_one': '{{count}} Kopie',
  '{{count}} copies_other': '{{count}} Kopien',
  '{{count}} findings_one': '{{count}} Befund',
  '{{count}} findings_other': '{{count}} Befunde',
  '{{count}} parts_one': '{{count}} Ausschnitt',
  '{{count}} parts_other': '{{count}} Ausschnitte',
  '{{count}} recordings in several copies, or with parts_one':
    '{{count}} Aufnahme in mehreren Kopien oder mit Ausschnitten',
  '{{count}} recordings in several copies, or with parts_other':
    '{{count}} Aufnahmen in mehreren Kopien oder mit Ausschnitten',
  '{{count}} tracks still to be analysed before they can be compared._one':
    '{{count}} Titel wird vor dem Vergleich noch analysiert.',
  '{{count}} tracks still to be analysed before they can be compared._other':
    '{{count}} Titel werden vor dem Vergleich noch analysiert.',
  '{{count}} tracks still to be analysed: they are compared after that. Activity shows how far it is._one':
    '{{count}} Titel wird noch analysiert und danach verglichen. „Aktivität“ zeigt den Stand.',
  '{{count}} tracks still to be analysed: they are compared after that. Activity shows how far it is._other':
    '{{count}} Titel werden noch analysiert und danach verglichen. „Aktivität“ zeigt den Stand.',
  '{{ends}}, of {{frequency}} that the file has room for': '{{ends}}, von {{frequency}}, die in die Datei passen',
  '{{kind}}, {{duration}}, from {{begin}} on, alike by {{percent}} %':
    '{{kind}}, {{duration}}, ab {{begin}}, zu {{percent}} % gleich',
  '{{label}}: {{done}} of {{count}} tracks_one': '{{label}}: {{done}} von {{count}} Titel',
  '{{label}}: {{done}} of {{count}} tracks_other': '{{label}}: {{done}} von {{count}} Titeln',
  '{{title}}: details': '{{title}}: Details',
  'A recording': 'Eine Aufnahme',
  'All checks': 'Alle Prüfungen',
  'Begin anew': 'Neu beginnen',
  Bitrate: 'Bitrate',
  Checks: 'Prüfungen',
  'Choose a finding in the list to see more of it: arrow keys go through them.':
    'Einen Befund in der Liste wählen, um mehr zu sehen: Pfeiltasten gehen sie durch.',
  'Choose one in the list to see its copies beside each other, the best first, with the reason. They are compared by their sound, whatever their tags say. No file is deleted.':
    'Eine in der Liste wählen, um ihre Kopien nebeneinander zu sehen, die beste zuerst, mit dem Grund. Verglichen wird ihr Klang, unabhängig von den Tags. Keine Datei wird gelöscht.',
  'Compare again': 'Erneut vergleichen',
  'Compare the copies, and keep the best one.': 'Die Kopien vergleichen und die beste behalten.',
  'Comparing sounds': 'Klang wird verglichen',
  Copy: 'Kopie',
  'Could be better': 'Verbesserbar',
  'Descant has the edits, and the mount shows the file unchanged: convert or repair the file, put it in its place, then scan the folder again (Activity)':
    'Descant hat die Bearbeitungen, und der virtuelle Ordner zeigt die Datei unverändert: die Datei umwandeln oder reparieren, an ihren Platz legen und den Ordner neu scannen (Aktivität)',
  Duplicates: 'Duplikate',
  'Each check looks at every track. What can be fixed is shown before it is changed; the files stay as they are.':
    'Jede Prüfung betrachtet jeden Titel. Was sich beheben lässt, wird vor der Änderung gezeigt; die Dateien bleiben, wie sie sind.',
  'Edit it': 'Bearbeiten',
  Errors: 'Fehler',
  'Findings: {{title}}': 'Befunde: {{title}}',
  Fix: 'Beheben',
  'Fix all of them here as one batch, or choose one in the list. The files stay as they are; Undo takes all of it back.':
    'Hier alle auf einmal beheben oder einen in der Liste wählen. Die Dateien bleiben, wie sie sind; „Rückgängig“ nimmt alles zurück.',
  'Fix {{count}} tracks_one': '{{count}} Titel beheben',
  'Fix {{count}} tracks_other': '{{count}} Titel beheben',
  'Hide copies in the mount': 'Kopien im virtuellen Ordner ausblenden',
  'It finds damage that a disk has done in silence. It goes on while you work, can be paused at any time, and goes on behind the last file after a restart. Changed tags are no damage.':
    'Findet Schäden, die ein Datenträger unbemerkt verursacht hat. Läuft nebenher, lässt sich jederzeit anhalten und setzt nach einem Neustart hinter der letzten Datei fort. Geänderte Tags sind kein Schaden.',
  'Its sound could not be measured, so there is no spectrum.':
    'Der Klang ließ sich nicht messen, daher gibt es kein Spektrum.',
  Keep: 'Behalten',
  'Keep the {{kind}}': '{{kind}} behalten',
  Length: 'Dauer',
  Resolution: 'Auflösung',
  '{{kind}}, part': '{{kind}}, Ausschnitt',
  Listen: 'Anhören',
  'Listen to it': 'Anhören',
  'Listen to {{copy}}': '{{copy}} anhören',
  'Looking through the library': 'Bibliothek wird durchgesehen',
  'Looking through the library was cancelled.': 'Das Durchsehen der Bibliothek wurde abgebrochen.',
  'Look through it now': 'Jetzt durchsehen',
  Lossless: 'Verlustfrei',
  Lossy: 'Verlustbehaftet',
  'Mean spectrum': 'Mittleres Spektrum',
  'Next finding': 'Nächster Befund',
  'Next recording': 'Nächste Aufnahme',
  'No file is deleted. What you change here is written above the files and can be undone.':
    'Keine Datei wird gelöscht. Änderungen liegen über den Dateien und lassen sich rückgängig machen.',
  'No recording is there twice among {{count}} tracks._one':
    'Keine Aufnahme ist doppelt vorhanden: {{count}} Titel verglichen.',
  'No recording is there twice among {{count}} tracks._other':
    'Keine Aufnahme ist doppelt vorhanden: {{count}} Titel verglichen.',
  'Nothing found': 'Ohne Befund',
  'Nothing needs attention here.': 'Hier ist alles in Ordnung.',
  'Nothing needs attention.': 'Alles in Ordnung.',
  'Nothing needs attention. Some things could be better.': 'Alles in Ordnung. Einiges ließe sich verbessern.',
  'Of copies with equal artist, album, title and number, the mount shows the best one':
    'Von Kopien mit gleichem Interpreten, Album, Titel und gleicher Nummer zeigt der virtuelle Ordner die beste',
  'Open the album': 'Album öffnen',
  'Other fields': 'Andere Felder',
  Overview: 'Überblick',
  Parts: 'Ausschnitte',
  Playing: 'Läuft',
  'Previous finding': 'Vorheriger Befund',
  'Previous recording': 'Vorherige Aufnahme',
  Problems: 'Probleme',
  'Reads every file to its end and compares its audio, to the last bit, with what was analysed.':
    'Liest jede Datei bis zum Ende und vergleicht ihren Klang bis aufs letzte Bit mit dem analysierten.',
  'Show all in library': 'Alle in der Bibliothek anzeigen',
  'Show in library': 'In der Bibliothek anzeigen',
  Speed: 'Tempo',
  Start: 'Beginnen',
  'Start it again; it goes on behind the last files that were read.':
    'Erneut beginnen; es geht hinter den zuletzt gelesenen Dateien weiter.',
  'The comparison failed: {{message}}': 'Vergleich fehlgeschlagen: {{message}}',
  'The comparison failed: {{message}} Compare again to try once more.':
    'Vergleich fehlgeschlagen: {{message}} „Erneut vergleichen“ versucht es noch einmal.',
  'The first {{amount}}.': 'Die ersten {{amount}}.',
  'The first {{amount}}. All of them are in the library.': 'Die ersten {{amount}}. Alle sind in der Bibliothek.',
  'The fix takes for true {{guess}}.': 'Die Behebung nimmt an, {{guess}}.',
  'The library is being looked through. What is found appears here.':
    'Die Bibliothek wird durchgesehen. Befunde erscheinen hier.',
  'The mount hides copies': 'Virtueller Ordner blendet Kopien aus',
  'The mount shows all copies': 'Der virtuelle Ordner zeigt alle Kopien',
  'The mount shows the best of equally named copies':
    'Der virtuelle Ordner zeigt von gleich benannten Kopien die beste',
  'The originals were not verified yet.': 'Die Originale wurden noch nicht überprüft.',
  'The right spelling': 'Die richtige Schreibweise',
  'The sound ends at {{frequency}}': 'Der Klang endet bei {{frequency}}',
  'The sound fades out': 'Der Klang läuft allmählich aus',
  'The track is still to be analysed; its spectrum appears then.':
    'Der Titel wird noch analysiert; danach erscheint sein Spektrum.',
  'There is no check named “{{unknown}}”.': 'Eine Prüfung namens „{{unknown}}“ gibt es nicht.',
  'Tracks were analysed, added or lost since. Compare again to take them in.':
    'Seither wurden Titel analysiert, kamen hinzu oder gingen verloren. „Erneut vergleichen“ bezieht sie ein.',
  'Verify again': 'Erneut überprüfen',
  'Verify the originals': 'Originale überprüfen',
  Warnings: 'Warnungen',
  'What is found here would be listed with what to do about it. {{advice}}':
    'Befunde stünden hier mit ihrer Abhilfe. {{advice}}',
  'What the library finds in itself': 'Was die Bibliothek in sich findet',
  'What would change': 'Was sich ändern würde',
  'Working out what would change …': 'Änderungen werden ermittelt …',
  'Write it': 'Schreibweise',
  'a recording with {{count}} parts_one': 'eine Aufnahme mit {{count}} Ausschnitt',
  'a recording with {{count}} parts_other': 'eine Aufnahme mit {{count}} Ausschnitten',
  'add the tracks, then scan the folder again (Activity); or mend the numbers, where those are wrong':
    'die Titel hinzufügen und den Ordner neu scannen (Aktivität); oder falsche Nummern berichtigen',
  'another program has changed the file; scan the folder again (Activity) to take it in':
    'ein anderes Programm hat die Datei geändert; den Ordner neu scannen (Aktivität), um sie zu übernehmen',
  'as fast as it can': 'so schnell wie möglich',
  'as set': 'wie eingestellt',
  'broken tags': 'defekte Tags',
  changed: 'geändert',
  damaged: 'beschädigt',
  'edit them in the library, or take albums from the names of folders with “Tags from file names”':
    'in der Bibliothek bearbeiten, oder Alben mit „Tags aus Dateinamen“ aus Ordnernamen übernehmen',
  'found {{at}}': 'gefunden {{at}}',
  'from {{copy}}': 'aus {{copy}}',
  'get the recording from a better source, or keep the smaller lossy file; the spectrum shows where its sound ends':
    'die Aufnahme aus besserer Quelle beschaffen oder die kleinere verlustbehaftete Datei behalten; das Spektrum zeigt, wo der Klang endet',
  'in another way': 'anders',
  'keep the file that was kept, or save its tags again in the mount without changing the sound; then dismiss the save in Activity, which deletes the kept file':
    'die aufbewahrte Datei behalten oder ihre Tags im virtuellen Ordner erneut speichern, ohne den Klang zu ändern; dann das Speichern in „Aktivität“ verwerfen, was die aufbewahrte Datei löscht',
  'let the file be read by you, or put a good copy in its place':
    'die Datei lesbar machen oder eine gute Kopie an ihre Stelle legen',
  missing: 'fehlt',
  'name them: edit them in the library, or take names from their files with “Tags from file names”':
    'benennen: in der Bibliothek bearbeiten, oder Namen mit „Tags aus Dateinamen“ aus den Dateien übernehmen',
  'number them with the action “Number”, or take numbers from the names of files':
    'mit der Aktion „Titel nummerieren“ nummerieren, oder Nummern aus Dateinamen übernehmen',
  'one recording in {{count}} copies, alike by {{percent}} %_one':
    'eine Aufnahme in {{count}} Kopie, zu {{percent}} % gleich',
  'one recording in {{count}} copies, alike by {{percent}} %_other':
    'eine Aufnahme in {{count}} Kopien, zu {{percent}} % gleich',
  'open the album and give all of its tracks one cover': 'das Album öffnen und allen Titeln ein Cover geben',
  'open the album and give it a cover: drop, paste or choose a picture':
    'das Album öffnen und ihm ein Cover geben: ein Bild ablegen, einfügen oder wählen',
  'play the file: it may be damaged, and verifying it says more; it is analysed again when it has changed, or with “Try again” in Activity':
    'die Datei anhören: Sie könnte beschädigt sein, und eine Überprüfung sagt mehr; sie wird neu analysiert, wenn sie sich ändert, oder mit „Erneut versuchen“ in „Aktivität“',
  'put a good copy of the file in its place, or let it be read by you; then scan the folder again (Activity)':
    'eine gute Kopie an die Stelle der Datei legen oder sie lesbar machen; dann den Ordner neu scannen (Aktivität)',
  'put a whole copy of the file in its place, then scan the folder again (Activity)':
    'eine vollständige Kopie an die Stelle der Datei legen, dann den Ordner neu scannen (Aktivität)',
  'put the file back or plug in its disk, then scan the folder again (Activity)':
    'die Datei zurücklegen oder den Datenträger anschließen, dann den Ordner neu scannen (Aktivität)',
  'put the files back or plug in their disk, then scan the folder again (Activity); their edits and history are kept for them':
    'die Dateien zurücklegen oder den Datenträger anschließen, dann den Ordner neu scannen (Aktivität); Bearbeitungen und Verlauf bleiben erhalten',
  'restore the file from a backup, scan the folder again, and verify it once more':
    'die Datei aus einer Sicherung wiederherstellen, den Ordner neu scannen und sie erneut überprüfen',
  'scan the folder again (Activity); if they still cannot be served, verify them':
    'den Ordner neu scannen (Aktivität); wenn sie sich weiterhin nicht bereitstellen lassen, überprüfen',
  'show them in the library, select those of one genre, and give it to all of them':
    'in der Bibliothek anzeigen, die eines Genres auswählen und es allen geben',
  'show them in the library, select those of one year, and give it to all of them':
    'in der Bibliothek anzeigen, die eines Jahres auswählen und es allen geben',
  'the audio is whole, but players cannot open the file: restore it from a backup, or mend its tags':
    'der Klang ist heil, aber Player können die Datei nicht öffnen: aus einer Sicherung wiederherstellen oder die Tags reparieren',
  'recording is there more than once': 'Aufnahme ist mehrfach vorhanden',
  'recordings are there more than once': 'Aufnahmen sind mehrfach vorhanden',
  'the fix {{summary}}': 'die Behebung {{summary}}',
  'the sound is whole, the file larger than it need be; the spectrum shows where its sound ends':
    'der Klang ist heil, die Datei größer als nötig; das Spektrum zeigt, wo der Klang endet',
  'the {{copy}} is {{why}}': '{{copy}}: {{why}}',
  'these files are shown and played as they are; write the tags of the original anew with a tag editor, then scan the folder again (Activity)':
    'diese Dateien werden gezeigt und gespielt, wie sie sind; die Tags des Originals mit einem Tag-Editor neu schreiben, dann den Ordner neu scannen (Aktivität)',
  unreadable: 'unlesbar',
  'The index server is away, so tracks are left that are not compared: {{problem}}':
    'Der Server des Index ist nicht erreichbar; daher sind einige Titel noch nicht verglichen: {{problem}}',
  '{{count}} files are as they were._one': '{{count}} Datei ist unverändert.',
  '{{count}} files are as they were._other': '{{count}} Dateien sind unverändert.',
  '{{count}} files are not as they were._one': '{{count}} Datei ist nicht mehr, wie sie war.',
  '{{count}} files are not as they were._other': '{{count}} Dateien sind nicht mehr, wie sie waren.',
  'Cancelled after {{words}}.': 'Abgebrochen nach {{words}}.',
  'Compare with the last scan': 'Mit dem letzten Scan vergleichen',
  'Looks only at size and time of each file, in seconds: what was changed, moved or lost since.':
    'Prüft in Sekunden nur Größe und Zeit jeder Datei: was seither geändert, verschoben oder verloren wurde.',
  'Scan the folders again (Activity) to take changes in and to look for missing files.':
    'Die Ordner erneut scannen (Aktivität), um Änderungen aufzunehmen und fehlende Dateien zu suchen.',
  'The first {{amount}} are listed.': 'Die ersten {{amount}} sind aufgeführt.',
  Compare: 'Vergleichen',
  'The same as A': 'Gleich wie A',
  'the same bytes': 'dieselben Bytes',
  'the same audio; comparing the bytes …': 'derselbe Ton; die Bytes werden verglichen …',
  'the same audio': 'derselbe Ton',
  'the same recording in another encoding': 'dieselbe Aufnahme, anders kodiert',
} as const;
