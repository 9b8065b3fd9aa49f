/** Every name of the table a second time, format by format, as the documents of the formats and of Picard list them. */
import { describe, expect, it } from 'vitest';
import { TAG_MAPPINGS, type FieldMapping } from './tag-mapping.ts';

/** `field: name, other name | field: name …` */
function names(text: string): Record<string, string> {
  return Object.fromEntries(
    text
      .trim()
      .split(/\s*\|\s*/)
      .map((entry) => entry.split(/:\s+/) as [string, string]),
  );
}

/** The fields whose names are other than usual. */
function unusual(
  nameOf: (mapping: FieldMapping) => string | undefined,
  usual: (mapping: FieldMapping, capitals: string) => string | undefined,
): Record<string, string> {
  const pairs = TAG_MAPPINGS.map((mapping) => {
    const name = nameOf(mapping);
    return name === undefined || name === usual(mapping, mapping.field.toUpperCase()) ? [] : [[mapping.field, name]];
  });
  return Object.fromEntries(pairs.flat()) as Record<string, string>;
}

/** Spelled out in ID3v2 and MP4. */
const SPELLED_OUT = `
  releasecountry: MusicBrainz Album Release Country | releasestatus: MusicBrainz Album Status |
  releasetype: MusicBrainz Album Type | musicbrainz_trackid: MusicBrainz Release Track Id |
  musicbrainz_albumid: MusicBrainz Album Id | musicbrainz_artistid: MusicBrainz Artist Id |
  musicbrainz_albumartistid: MusicBrainz Album Artist Id |
  musicbrainz_releasegroupid: MusicBrainz Release Group Id | musicbrainz_workid: MusicBrainz Work Id |
  musicbrainz_discid: MusicBrainz Disc Id | musicbrainz_trmid: MusicBrainz TRM Id |
  musicbrainz_originalalbumid: MusicBrainz Original Album Id |
  musicbrainz_originalartistid: MusicBrainz Original Artist Id | acoustid_id: Acoustid Id |
  acoustid_fingerprint: Acoustid Fingerprint | musicip_puid: MusicIP PUID`;
const spelledOut = (prefix: string): Record<string, string> =>
  Object.fromEntries(Object.entries(names(SPELLED_OUT)).map(([field, name]) => [field, prefix + name]));

describe('the names of fields', () => {
  it('in Vorbis comments', () => {
    const expected = names(`
      albumartist: ALBUMARTIST, ALBUM ARTIST | tracknumber: TRACKNUMBER, TRACK |
      totaltracks: TRACKTOTAL, TOTALTRACKS | discnumber: DISCNUMBER, DISC | totaldiscs: DISCTOTAL, TOTALDISCS |
      lyrics: LYRICS, UNSYNCEDLYRICS | remixer: REMIXER, MIXARTIST | movement: MOVEMENTNAME |
      movementnumber: MOVEMENT | releasestatus: RELEASESTATUS, MUSICBRAINZ_ALBUMSTATUS |
      releasetype: RELEASETYPE, MUSICBRAINZ_ALBUMTYPE | key: KEY, INITIALKEY | encodedby: ENCODEDBY, ENCODED-BY |
      musicbrainz_recordingid: MUSICBRAINZ_TRACKID | musicbrainz_trackid: MUSICBRAINZ_RELEASETRACKID`);
    expect(
      unusual(
        ({ vorbis }) => vorbis.join(', '),
        (_, capitals) => capitals,
      ),
    ).toEqual(expected);
  });

  it('in ID3v2.4', () => {
    const expected = names(`
      title: TIT2 | artist: TPE1 | album: TALB | albumartist: TPE2 | subtitle: TIT3 | discsubtitle: TSST |
      grouping: TIT1 | tracknumber: TRCK | totaltracks: TRCK | discnumber: TPOS | totaldiscs: TPOS | genre: TCON |
      date: TDRC | originaldate: TDOR | originalyear: TXXX:originalyear | releasedate: TDRL | compilation: TCMP |
      comment: COMM | lyrics: USLT | titlesort: TSOT | artistsort: TSOP | albumsort: TSOA | albumartistsort: TSO2 |
      composersort: TSOC | composer: TCOM | lyricist: TEXT | writer: TXXX:Writer | conductor: TPE3 |
      performer: TMCL | arranger: TIPL:arranger | engineer: TIPL:engineer | producer: TIPL:producer |
      djmixer: TIPL:DJ-mix | mixer: TIPL:mix | remixer: TPE4 | originalartist: TOPE | originallyricist: TOLY |
      movement: MVNM | movementnumber: MVIN | movementtotal: MVIN | label: TPUB | isrc: TSRC | media: TMED |
      copyright: TCOP | license: WCOP | website: WOAR | language: TLAN | originalalbum: TOAL |
      originalfilename: TOFN | bpm: TBPM | key: TKEY | mood: TMOO | encodedby: TENC | encodersettings: TSSE |
      musicbrainz_recordingid: UFID:http://musicbrainz.org`);
    expect(
      unusual(
        ({ id3 }) => id3,
        (_, capitals) => `TXXX:${capitals}`,
      ),
    ).toEqual({
      ...expected,
      ...spelledOut('TXXX:'),
    });
  });

  it('in ID3v2.3, where they are others', () => {
    expect(
      unusual(
        ({ id3v23 }) => id3v23,
        () => undefined,
      ),
    ).toEqual(names('date: TYER | originaldate: TORY | performer: IPLS'));
  });

  it('in MP4', () => {
    const expected = names(`
      title: ©nam | artist: ©ART | album: ©alb | albumartist: aART | grouping: ©grp | tracknumber: trkn |
      totaltracks: trkn | discnumber: disk | totaldiscs: disk | genre: ©gen | date: ©day | compilation: cpil |
      gapless: pgap | comment: ©cmt | lyrics: ©lyr | titlesort: sonm | artistsort: soar | albumsort: soal |
      albumartistsort: soaa | composersort: soco | composer: ©wrt | director: ©dir | work: ©wrk | movement: ©mvn |
      movementnumber: ©mvi | movementtotal: ©mvc | showmovement: shwm | copyright: cprt | bpm: tmpo |
      key: ----:initialkey | encodedby: ©too | show: tvsh | showsort: sosn | podcast: pcst | podcasturl: purl |
      musicbrainz_recordingid: ----:MusicBrainz Track Id`);
    expect(
      unusual(
        ({ mp4 }) => mp4,
        (_, capitals) => `----:${capitals}`,
      ),
    ).toEqual({
      ...expected,
      ...spelledOut('----:'),
    });
  });

  it('in APEv2, where they are not those of Vorbis comments', () => {
    const expected = names(`
      title: Title | artist: Artist | artists: Artists | album: Album | albumartist: Album Artist, AlbumArtist |
      subtitle: Subtitle | discsubtitle: DiscSubtitle | grouping: Grouping | tracknumber: Track |
      totaltracks: Track | discnumber: Disc | totaldiscs: Disc | genre: Genre | date: Year |
      compilation: Compilation | comment: Comment | lyrics: Lyrics | composer: Composer | lyricist: Lyricist |
      writer: Writer | conductor: Conductor | performer: Performer | arranger: Arranger | engineer: Engineer |
      producer: Producer | djmixer: DJMixer | mixer: Mixer | remixer: MixArtist, Remixer | director: Director |
      originalartist: Original Artist | label: Label | catalognumber: CatalogNumber | barcode: Barcode |
      media: Media | copyright: Copyright | website: Weblink | script: Script | language: Language | mood: Mood |
      encodedby: EncodedBy | encodersettings: EncoderSettings`);
    expect(
      unusual(
        ({ ape }) => ape.join(', '),
        ({ vorbis }) => vorbis.join(', '),
      ),
    ).toEqual(expected);
  });

  it('in RIFF INFO', () => {
    const expected = names(`
      title: INAM, TITL | artist: IART | album: IPRD | tracknumber: ITRK, IPRT | genre: IGNR, GNRE | date: ICRD |
      comment: ICMT, COMM | composer: IMUS | writer: IWRI | engineer: IENG | media: IMED | copyright: ICOP |
      website: TURL | language: ILNG | encodedby: ITCH | encodersettings: ISFT`);
    expect(
      unusual(
        ({ riff }) => riff?.join(', '),
        () => undefined,
      ),
    ).toEqual(expected);
  });
});
