/**
 * What the fields of `fuse/fields/field-table.ts` are called in Vorbis comments, ID3v2, MP4, APEv2 and RIFF INFO.
 *
 * The names follow MusicBrainz Picard (Picard documentation, appendix "Tag mapping").
 * How to read a row:
 *
 * - `vorbis`  names of Vorbis comments; the first is written, all are read, case does not matter.
 * - `id3`     ID3v2.4 frame. `TXXX:Name` is a user text frame with that description, `UFID:owner` a file
 *             identifier, `TIPL:role` the person with that role in the involved people list.
 * - `id3v23`  the frame in ID3v2.3, where it differs. Frames that only ID3v2.4 knows but all programs read
 *             in ID3v2.3 too (TSOA, TSST, TMOO …) are written in both.
 * - `mp4`     atom in `ilst`; `----:Name` is a freeform atom of `com.apple.iTunes`.
 * - `ape`     APEv2 item keys; the first is written.
 * - `riff`    chunks of LIST/INFO in WAV; the first is written.
 *
 * Rules beside the table:
 * - Numbers are split: `TRCK 3/12`, `trkn (3, 12)`, `Track 3/12` are `tracknumber` 3 and `totaltracks` 12.
 * - `performer` values have the form `Name (instrument)`. ID3v2 keeps them in TMCL (2.4) or IPLS (2.3).
 * - `date` in ID3v2.3 is TYER + TDAT + TIME; a date that these cannot say is kept in `TXXX:date` beside them,
 *   and `originaldate` likewise in `TXXX:originaldate` beside TORY.
 * - `comment:x` and `lyrics:x` are COMM and USLT frames with the description x.
 * - A field that is not in the table keeps its own name in lower case: a Vorbis comment, an APEv2 item, a TXXX
 *   frame or a freeform atom of that name. The spelling in the file is remembered by the layout.
 */
export interface FieldMapping {
  readonly field: string;
  readonly vorbis: readonly string[];
  readonly id3: string;
  readonly id3v23?: string;
  readonly mp4: string;
  readonly ape: readonly string[];
  readonly riff?: readonly string[];
}

interface Names {
  readonly vorbis?: readonly string[];
  readonly id3?: string;
  readonly id3v23?: string;
  readonly mp4?: string;
  readonly ape?: readonly string[];
  readonly riff?: readonly string[];
}

/** A row; a name that is not given is the field's name in the manner of the format. */
function row(field: string, names: Names): FieldMapping {
  const upper = field.toUpperCase();
  return {
    field,
    vorbis: names.vorbis ?? [upper],
    id3: names.id3 ?? `TXXX:${upper}`,
    ...(names.id3v23 === undefined ? {} : { id3v23: names.id3v23 }),
    mp4: names.mp4 ?? `----:${upper}`,
    ape: names.ape ?? names.vorbis ?? [upper],
    ...(names.riff === undefined ? {} : { riff: names.riff }),
  };
}

/** A row of MusicBrainz and AcoustID: one spelled-out name in ID3v2 and MP4, one with underscores elsewhere. */
function identifier(
  field: string,
  spelledOut: string,
  vorbis: readonly string[] = [field.toUpperCase()],
): FieldMapping {
  return row(field, { vorbis, id3: `TXXX:${spelledOut}`, mp4: `----:${spelledOut}` });
}

export const TAG_MAPPINGS: readonly FieldMapping[] = [
  // What is played
  row('title', { id3: 'TIT2', mp4: '©nam', ape: ['Title'], riff: ['INAM', 'TITL'] }),
  row('artist', { id3: 'TPE1', mp4: '©ART', ape: ['Artist'], riff: ['IART'] }),
  row('artists', { ape: ['Artists'] }),
  row('album', { id3: 'TALB', mp4: '©alb', ape: ['Album'], riff: ['IPRD'] }),
  row('albumartist', {
    vorbis: ['ALBUMARTIST', 'ALBUM ARTIST'],
    id3: 'TPE2',
    mp4: 'aART',
    ape: ['Album Artist', 'AlbumArtist'],
  }),
  row('subtitle', { id3: 'TIT3', ape: ['Subtitle'] }),
  row('discsubtitle', { id3: 'TSST', ape: ['DiscSubtitle'] }),
  row('grouping', { id3: 'TIT1', mp4: '©grp', ape: ['Grouping'] }),
  row('tracknumber', {
    vorbis: ['TRACKNUMBER', 'TRACK'],
    id3: 'TRCK',
    mp4: 'trkn',
    ape: ['Track'],
    riff: ['ITRK', 'IPRT'],
  }),
  row('totaltracks', { vorbis: ['TRACKTOTAL', 'TOTALTRACKS'], id3: 'TRCK', mp4: 'trkn', ape: ['Track'] }),
  row('discnumber', { vorbis: ['DISCNUMBER', 'DISC'], id3: 'TPOS', mp4: 'disk', ape: ['Disc'] }),
  row('totaldiscs', { vorbis: ['DISCTOTAL', 'TOTALDISCS'], id3: 'TPOS', mp4: 'disk', ape: ['Disc'] }),
  row('genre', { id3: 'TCON', mp4: '©gen', ape: ['Genre'], riff: ['IGNR', 'GNRE'] }),
  row('date', { id3: 'TDRC', id3v23: 'TYER', mp4: '©day', ape: ['Year'], riff: ['ICRD'] }),
  row('originaldate', { id3: 'TDOR', id3v23: 'TORY' }),
  row('originalyear', { id3: 'TXXX:originalyear' }),
  row('releasedate', { id3: 'TDRL' }),
  row('compilation', { id3: 'TCMP', mp4: 'cpil', ape: ['Compilation'] }),
  row('gapless', { mp4: 'pgap' }),
  row('comment', { id3: 'COMM', mp4: '©cmt', ape: ['Comment'], riff: ['ICMT', 'COMM'] }),
  row('lyrics', { vorbis: ['LYRICS', 'UNSYNCEDLYRICS'], id3: 'USLT', mp4: '©lyr', ape: ['Lyrics'] }),

  // Order in lists
  row('titlesort', { id3: 'TSOT', mp4: 'sonm' }),
  row('artistsort', { id3: 'TSOP', mp4: 'soar' }),
  row('albumsort', { id3: 'TSOA', mp4: 'soal' }),
  row('albumartistsort', { id3: 'TSO2', mp4: 'soaa' }),
  row('composersort', { id3: 'TSOC', mp4: 'soco' }),

  // People
  row('composer', { id3: 'TCOM', mp4: '©wrt', ape: ['Composer'], riff: ['IMUS'] }),
  row('lyricist', { id3: 'TEXT', ape: ['Lyricist'] }),
  row('writer', { id3: 'TXXX:Writer', ape: ['Writer'], riff: ['IWRI'] }),
  row('conductor', { id3: 'TPE3', ape: ['Conductor'] }),
  row('performer', { id3: 'TMCL', id3v23: 'IPLS', ape: ['Performer'] }),
  row('arranger', { id3: 'TIPL:arranger', ape: ['Arranger'] }),
  row('engineer', { id3: 'TIPL:engineer', ape: ['Engineer'], riff: ['IENG'] }),
  row('producer', { id3: 'TIPL:producer', ape: ['Producer'] }),
  row('djmixer', { id3: 'TIPL:DJ-mix', ape: ['DJMixer'] }),
  row('mixer', { id3: 'TIPL:mix', ape: ['Mixer'] }),
  row('remixer', { vorbis: ['REMIXER', 'MIXARTIST'], id3: 'TPE4', ape: ['MixArtist', 'Remixer'] }),
  row('director', { mp4: '©dir', ape: ['Director'] }),
  row('originalartist', { id3: 'TOPE', ape: ['Original Artist'] }),
  row('originallyricist', { id3: 'TOLY' }),

  // Classical works
  row('work', { mp4: '©wrk' }),
  row('movement', { vorbis: ['MOVEMENTNAME'], id3: 'MVNM', mp4: '©mvn' }),
  row('movementnumber', { vorbis: ['MOVEMENT'], id3: 'MVIN', mp4: '©mvi' }),
  row('movementtotal', { id3: 'MVIN', mp4: '©mvc' }),
  row('showmovement', { mp4: 'shwm' }),

  // The release
  row('label', { id3: 'TPUB', ape: ['Label'] }),
  row('catalognumber', { ape: ['CatalogNumber'] }),
  row('barcode', { ape: ['Barcode'] }),
  row('asin', {}),
  row('isrc', { id3: 'TSRC' }),
  row('media', { id3: 'TMED', ape: ['Media'], riff: ['IMED'] }),
  row('copyright', { id3: 'TCOP', mp4: 'cprt', ape: ['Copyright'], riff: ['ICOP'] }),
  row('license', { id3: 'WCOP' }),
  row('website', { id3: 'WOAR', ape: ['Weblink'], riff: ['TURL'] }),
  identifier('releasecountry', 'MusicBrainz Album Release Country'),
  identifier('releasestatus', 'MusicBrainz Album Status', ['RELEASESTATUS', 'MUSICBRAINZ_ALBUMSTATUS']),
  identifier('releasetype', 'MusicBrainz Album Type', ['RELEASETYPE', 'MUSICBRAINZ_ALBUMTYPE']),
  row('script', { ape: ['Script'] }),
  row('language', { id3: 'TLAN', ape: ['Language'], riff: ['ILNG'] }),
  row('originalalbum', { id3: 'TOAL' }),
  row('originalfilename', { id3: 'TOFN' }),

  // Sound
  row('bpm', { id3: 'TBPM', mp4: 'tmpo' }),
  row('key', { vorbis: ['KEY', 'INITIALKEY'], id3: 'TKEY', mp4: '----:initialkey' }),
  row('mood', { id3: 'TMOO', ape: ['Mood'] }),
  row('encodedby', {
    vorbis: ['ENCODEDBY', 'ENCODED-BY'],
    id3: 'TENC',
    mp4: '©too',
    ape: ['EncodedBy'],
    riff: ['ITCH'],
  }),
  row('encodersettings', { id3: 'TSSE', ape: ['EncoderSettings'], riff: ['ISFT'] }),
  row('replaygain_track_gain', {}),
  row('replaygain_track_peak', {}),
  row('replaygain_track_range', {}),
  row('replaygain_album_gain', {}),
  row('replaygain_album_peak', {}),
  row('replaygain_album_range', {}),
  row('replaygain_reference_loudness', {}),

  // Shows
  row('show', { mp4: 'tvsh' }),
  row('showsort', { mp4: 'sosn' }),
  row('podcast', { mp4: 'pcst' }),
  row('podcasturl', { mp4: 'purl' }),

  // Identifiers
  row('musicbrainz_recordingid', {
    vorbis: ['MUSICBRAINZ_TRACKID'],
    id3: 'UFID:http://musicbrainz.org',
    mp4: '----:MusicBrainz Track Id',
  }),
  identifier('musicbrainz_trackid', 'MusicBrainz Release Track Id', ['MUSICBRAINZ_RELEASETRACKID']),
  identifier('musicbrainz_albumid', 'MusicBrainz Album Id'),
  identifier('musicbrainz_artistid', 'MusicBrainz Artist Id'),
  identifier('musicbrainz_albumartistid', 'MusicBrainz Album Artist Id'),
  identifier('musicbrainz_releasegroupid', 'MusicBrainz Release Group Id'),
  identifier('musicbrainz_workid', 'MusicBrainz Work Id'),
  identifier('musicbrainz_discid', 'MusicBrainz Disc Id'),
  identifier('musicbrainz_trmid', 'MusicBrainz TRM Id'),
  identifier('musicbrainz_originalalbumid', 'MusicBrainz Original Album Id'),
  identifier('musicbrainz_originalartistid', 'MusicBrainz Original Artist Id'),
  identifier('acoustid_id', 'Acoustid Id'),
  identifier('acoustid_fingerprint', 'Acoustid Fingerprint'),
  identifier('musicip_puid', 'MusicIP PUID'),
];

const byField = new Map(TAG_MAPPINGS.map((mapping) => [mapping.field, mapping]));

/** The row of a field, or `undefined` for a field that keeps its own name. */
export function mappingOf(field: string): FieldMapping | undefined {
  return byField.get(field);
}

/** The names of a field's tag in each format, the one that is written first; also of a field that keeps its own name. */
export function namesInFormats(field: string) {
  const { vorbis, id3, id3v23, mp4, ape, riff = [] } = mappingOf(field) ?? row(field, {});
  return { vorbis, id3: id3v23 === undefined ? [id3] : [id3, id3v23], mp4: [mp4], ape, riff };
}

/** Fields that hold a number which may be written together with a total as `3/12`. */
export const NUMBER_FIELDS: ReadonlyMap<string, string> = new Map([
  ['tracknumber', 'totaltracks'],
  ['discnumber', 'totaldiscs'],
  ['movementnumber', 'movementtotal'],
]);

/** Total → number field, the inverse of `NUMBER_FIELDS`. */
export const TOTAL_FIELDS: ReadonlyMap<string, string> = new Map(
  [...NUMBER_FIELDS].map(([number, total]) => [total, number]),
);
