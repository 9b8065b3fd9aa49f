/**
 * Why a file cannot be read, and why a save in the mount is refused: sentences that formats and the mount say, and that the
 * database keeps in English. They are written here a second time, since formats know nothing of the library; a test holds
 * both alike.
 */
export const FILE_MESSAGES = {
  'file-foreign': 'this is not an audio file that Descant understands',
  'file-empty': 'the file is empty',
  'file-without-bytes': 'The file is empty.',
  'file-changing': 'it was written to while it was read',
  'file-unreadable': 'it cannot be read: {{why}}',
  'file-tags-unreadable': 'its tags cannot be read: {{why}}',
  'file-tags-not-shown': 'its tags are not shown: {{why}}',
  'file-parts': 'The file is made of more than {{most}} parts.',
  'file-values': 'The file has more than {{most}} tag values.',
  'file-ends-early':
    'The file ends too early: {{length}} bytes are expected at {{position}}, but it has only {{size}}.',
  'file-shorter': 'The file could not be read at {{position}}: it has become shorter.',
  'file-field': 'A field at {{position}} claims to be {{length}} bytes long.',
  'file-comment': 'A comment at {{position}} claims to be {{length}} bytes long, which is more than its header holds.',
  'file-chunk-ends':
    'The {{format}} file ends in its header: the chunk at {{position}} should be {{length}} bytes long.',
  'file-block-ends': 'The FLAC file ends in its header: the block at {{position}} should be {{length}} bytes long.',
  'file-header-ends': 'The {{format}} file ends in its header.',
  'file-no-audio': 'The {{format}} file has no format or no audio in it.',
  'file-format-chunk': 'The {{format}} file has a broken format chunk.',
  'file-no-rate': 'The {{format}} file says that it has no sample rate.',
  'file-ogg-page': 'The Ogg file has no page at {{position}} where one should be.',
  'file-ogg-length': 'The Ogg file has a header of absurd length.',
  'file-ogg-woven': 'The Ogg file has several streams woven into one another.',
  'file-ogg-lost': 'The Ogg file has lost a page of its header.',
  'file-ogg-first': 'The Ogg file has more than its first packet on its first page.',
  'file-ogg-comments': 'The Ogg file has no comment header.',
  'file-mp4': 'The MP4 file is incomplete: its index or its audio is missing.',
  'file-flac-begin': 'The FLAC file does not begin with its stream information.',
  'file-flac-block': 'The FLAC file has an impossible block at {{position}}.',
  'file-wavpack': 'The WavPack file has no block at {{position}} where one should be.',
  'file-monkey': "The header of the Monkey's Audio file is damaged: it states more than the file can hold.",
  'file-musepack': 'The Musepack file has no stream header.',
  'file-musepack-number': 'The Musepack file has a number of absurd length.',
  'file-dsf': 'The DSF file has no format or no audio where they should be.',
  'save-new-music': 'New music cannot be put here. Add it by scanning its folder.',
  'save-left': 'A file was left in the mount and replaced no track.',
  'save-format': 'The format of this file is not understood well enough to take changes from it.',
  'save-empty': 'The file was saved empty.',
  'save-other-kind': 'What was saved is not an audio file of this kind.',
  'save-audio':
    'The audio itself was changed. Descant takes changes of tags and pictures; originals are never altered.',
  'save-hidden-picture': "A picture was saved in the {{tag}} tag, where the file's other tag hides it. Save it there.",
  'save-unreadable': 'What was saved cannot be read as an audio file: {{why}}',
  'save-mixed':
    'Several programs wrote into this file at the same time, so what they saved is mixed: save again in one of them.',
  'save-not-taken': 'The library did not take the change: {{why}}',
  'save-unrecorded': 'Descant ended before it could record why this save was refused.',
} as const;
