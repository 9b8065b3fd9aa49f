/** German: headings of checks of health, what their fixes do and guess, and advice, by their name in the service. */
export const CHECK_WORDS: Readonly<Record<string, string>> = {
  'check: album-artist': 'Alben mit mehreren Albuminterpreten',
  'check: album-artist-variants': 'Albuminterpreten in mehreren Schreibweisen',
  'check: album-disc-total': 'Alben mit mehreren Disc-Gesamtzahlen',
  'check: album-genre': 'Alben mit mehreren Genres',
  'check: album-year': 'Alben mit mehreren Jahren',
  'check: artist-variants': 'Interpreten in mehreren Schreibweisen',
  'check: changed': 'Geänderte Originale',
  'check: clipped': 'Übersteuerter Klang',
  'check: composer-variants': 'Komponisten in mehreren Schreibweisen',
  'check: damaged': 'Defekte Tags',
  'check: decomposed': 'Text mit getrennten Buchstaben und Akzenten',
  'check: gaps': 'Unvollständige Alben',
  'check: garbled': 'Text in falscher Kodierung gelesen',
  'check: genre-variants': 'Genres in mehreren Schreibweisen',
  'check: lossy': 'Scheinbar verlustfreie Dateien',
  'check: missing': 'Fehlende Dateien',
  'check: name-clashes': 'Dateinamen, die manche Datenträger nicht unterscheiden',
  'check: no-album': 'Titel ohne Album',
  'check: no-album-artist': 'Alben ohne Albuminterpret',
  'check: no-cover': 'Alben ohne Cover',
  'check: no-genre': 'Titel ohne Genre',
  'check: no-number': 'Titel ohne Titelnummer',
  'check: no-year': 'Titel ohne Jahr',
  'check: odd-characters': 'Text mit unsichtbaren Zeichen oder Leerzeichen',
  'check: onesided': 'Stumme Kanäle',
  'check: padded': 'Lange Stille',
  'check: part-cover': 'Alben mit Cover nur auf manchen Titeln',
  'check: refused': 'Abgelehntes Speichern',
  'check: rotten': 'Dateien mit beschädigtem Klang',
  'check: several-covers': 'Alben mit mehreren Covern',
  'check: silent': 'Stumme Titel',
  'check: split-albums': 'Alben in mehreren Teilen',
  'check: title-numbers': 'Titel, die mit einer Nummer beginnen',
  'check: truncated': 'Abgeschnittene Dateien',
  'check: unanalysed': 'Dateien, die nicht analysiert werden konnten',
  'check: unreadable': 'Unlesbare Dateien',
  'check: unshown': 'Bearbeitungen, die der virtuelle Ordner nicht zeigen kann',
  'check: untagged': 'Titel ohne Interpret oder Name',
  'check: upsampled': 'Hochgerechneter Klang',
  'check: wrong-extension': 'Dateien mit der Endung eines anderen Formats',
  'check: wrong-totals': 'Alben mit falschen Gesamtzahlen',
  'advice: clipped':
    'eine andere Pressung oder ein anderes Master suchen: Abgeschnittenes lässt sich nicht wiederherstellen',
  'advice: name-clashes': 'eine der Dateien umbenennen; Bearbeitungen und Verlauf bleiben bei ihren Titeln',
  'advice: onesided': 'neu einlesen, wenn das Original stereo ist: ein Stecker oder Kabel könnte locker gewesen sein',
  'advice: padded': 'mit der Datei ist alles in Ordnung; hinter der Stille kann ein versteckter Titel liegen',
  'advice: silent': 'den Titel neu einlesen oder laden, außer er soll still sein',
  'advice: wrong-extension': 'die Datei umbenennen; Bearbeitungen und Verlauf bleiben bei ihrem Titel',
  'fix: gives all parts of an album the title and the album artist of the largest':
    'gibt allen Teilen eines Albums den Namen und den Albuminterpreten des größten',
  'fix: gives all tracks of an album the album artist that most of them have':
    'gibt allen Titeln eines Albums den Albuminterpreten, den die meisten haben',
  'fix: gives all tracks of an album the date that most of them have':
    'gibt allen Titeln eines Albums das Datum, das die meisten haben',
  'fix: gives all tracks of an album the genre that most of them have':
    'gibt allen Titeln eines Albums das Genre, das die meisten haben',
  'fix: gives all tracks of an album the number of discs that most of them have':
    'gibt allen Titeln eines Albums die Disc-Gesamtzahl, die die meisten haben',
  'fix: gives each name its most frequent spelling': 'gibt jedem Namen seine häufigste Schreibweise',
  'fix: gives tracks the totals that fit the tracks and discs that are there':
    'gibt Titeln die Gesamtzahlen, die zu den vorhandenen Titeln und Discs passen',
  'fix: gives tracks without an album artist that of their album': 'gibt Titeln ohne Albuminterpret den ihres Albums',
  'fix: joins letters and accents (Unicode NFC)': 'verbindet Buchstaben und Akzente (Unicode NFC)',
  'fix: moves the number out of the title': 'nimmt die Nummer aus dem Titel',
  'fix: removes invisible characters and odd spaces': 'entfernt unsichtbare Zeichen und ungewöhnliche Leerzeichen',
  'fix: restores the text': 'stellt den Text wieder her',
  'guess: that an album belongs to the artist who has most of its tracks, and to various artists where nobody has':
    'dass ein Album dem Interpreten der meisten Titel gehört, und verschiedenen Interpreten, wo es keinen gibt',
  'guess: that an album has as many tracks as most of its tracks say, or as its last number where that is more':
    'dass ein Album so viele Titel hat, wie die meisten sagen, oder wie die letzte Nummer, wo sie höher ist',
  'guess: that text which makes sense in another encoding was meant in that one':
    'dass Text, der in einer anderen Kodierung Sinn ergibt, in dieser gemeint war',
  'guess: that the album artist of most tracks of an album is right for all of them':
    'dass der Albuminterpret der meisten Titel eines Albums für alle richtig ist',
  'guess: that the date of most tracks of an album is right for all of them':
    'dass das Datum der meisten Titel eines Albums für alle richtig ist',
  'guess: that the genre of most tracks of an album is right for all of them':
    'dass das Genre der meisten Titel eines Albums für alle richtig ist',
  'guess: that the most frequent spelling is the right one, and that the others mean the same':
    'dass die häufigste Schreibweise richtig ist und die anderen dasselbe meinen',
  'guess: that the number of discs of most tracks of an album is right for all of them':
    'dass die Disc-Gesamtzahl der meisten Titel eines Albums für alle richtig ist',
  'guess: that the parts are one album, and that its largest part is right':
    'dass die Teile ein Album sind und der größte Teil richtig ist',
};
