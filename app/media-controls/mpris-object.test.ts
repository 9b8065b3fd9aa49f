import { describe, expect, it } from 'vitest';
import type { BusMessage } from '../dbus/bus-message.ts';
import type { BusValue } from '../dbus/bus-types.ts';
import type { PlayerCommand } from '../model/player.ts';
import { answerCall, OBJECT_PATH, PLAYER_INTERFACE, ROOT_INTERFACE, type MprisState } from './mpris-object.ts';
import { metadataOf, NO_TRACK, type ShownTrack } from './mpris-metadata.ts';
import { reportOf } from './testing-report.ts';

const PROPERTIES = 'org.freedesktop.DBus.Properties';
const TRACK = '/org/descant/track/5';
const STATE: MprisState = { report: reportOf(), metadata: metadataOf(null, null), duration: 200, position: 12.5 };

/** Calls a member of the object. @returns the answer, and what it asks of the player */
function call(iface: string | undefined, member: string, body: readonly BusValue[] = [], state = STATE, path?: string) {
  const asked: PlayerCommand[] = [];
  const message: BusMessage = { kind: 'call', serial: 1, path: path ?? OBJECT_PATH, interface: iface, member, body };
  const answer = answerCall(message, state, (command) => asked.push(command));
  return { answer, asked };
}

const set = (name: string, type: string, value: BusValue) =>
  call(PROPERTIES, 'Set', [PLAYER_INTERFACE, name, { type, value }]);

describe('a call of the player', () => {
  it.each<[string, readonly BusValue[], PlayerCommand[]]>([
    ['Play', [], [{ do: 'play' }]],
    ['Pause', [], [{ do: 'pause' }]],
    ['PlayPause', [], [{ do: 'toggle' }]],
    ['Stop', [], [{ do: 'stop' }]],
    ['Next', [], [{ do: 'next' }]],
    ['Previous', [], [{ do: 'previous' }]],
    ['Seek', [5_000_000], [{ do: 'seek', position: 17.5 }]],
    ['Seek', [-60_000_000], [{ do: 'seek', position: 0 }]],
    ['Seek', [188_000_000], [{ do: 'next' }]],
    ['SetPosition', [TRACK, 30_000_000], [{ do: 'seek', position: 30 }]],
    ['SetPosition', [TRACK, 200_000_000], [{ do: 'seek', position: 200 }]],
    ['SetPosition', [TRACK, 201_000_000], []],
    ['SetPosition', [TRACK, -1], []],
    ['SetPosition', ['/org/descant/track/4', 30_000_000], []],
  ])('%s with %j asks for %j', (member, body, commands) => {
    expect(call(PLAYER_INTERFACE, member, body)).toEqual({ answer: { signature: '', body: [] }, asked: commands });
    expect(call(undefined, member, body).asked).toEqual(commands);
  });

  it('that sets a property asks for it, where it can be set to that', () => {
    expect(set('Volume', 'd', 1.5).asked).toEqual([{ do: 'volume', volume: 1 }]);
    expect(set('Volume', 'd', -1).asked).toEqual([{ do: 'volume', volume: 0 }]);
    expect(set('Shuffle', 'b', true).asked).toEqual([{ do: 'shuffle', on: true }]);
    expect(set('LoopStatus', 's', 'Playlist').asked).toEqual([{ do: 'repeat', mode: 'all' }]);
    expect(set('Rate', 'd', 0).asked).toEqual([{ do: 'pause' }]);
    expect(set('Rate', 'd', 2)).toEqual({ answer: { signature: '', body: [] }, asked: [] });
    for (const [name, type, value] of [
      ['LoopStatus', 's', 'Sometimes'],
      ['Volume', 's', 'loud'],
      ['Volume', 'd', Number.NaN],
      ['PlaybackStatus', 's', 'Playing'],
    ] as const) {
      expect(set(name, type, value)).toMatchObject({
        answer: { errorName: 'org.freedesktop.DBus.Error.PropertyReadOnly' },
        asked: [],
      });
    }
  });

  it('is refused by the name of what is not there', () => {
    const error = (result: ReturnType<typeof call>): unknown => result.answer;
    const named = (name: string) => ({ errorName: `org.freedesktop.DBus.Error.${name}` });
    expect(error(call(PLAYER_INTERFACE, 'Dance'))).toMatchObject(named('UnknownMethod'));
    expect(error(call(PLAYER_INTERFACE, 'toString'))).toMatchObject(named('UnknownMethod'));
    expect(error(call(PLAYER_INTERFACE, 'OpenUri', ['file:///a']))).toMatchObject(named('NotSupported'));
    expect(error(call(PROPERTIES, 'Get', [PLAYER_INTERFACE, 'toString']))).toMatchObject(named('UnknownProperty'));
    expect(error(call(PROPERTIES, 'GetAll', ['org.other']))).toMatchObject(named('UnknownInterface'));
    expect(error(call(PLAYER_INTERFACE, 'Play', [], STATE, '/other'))).toMatchObject(named('UnknownObject'));
    expect(error(call(PROPERTIES, 'Get', []))).toMatchObject(named('UnknownInterface'));
  });
});

describe('the object of the player', () => {
  it('tells its properties one by one and all together', () => {
    expect(call(PROPERTIES, 'Get', [PLAYER_INTERFACE, 'Position']).answer).toEqual({
      signature: 'v',
      body: [{ type: 'x', value: 12_500_000 }],
    });
    const { answer } = call(PROPERTIES, 'GetAll', [PLAYER_INTERFACE]);
    expect(answer).toMatchObject({
      signature: 'a{sv}',
      body: [
        {
          PlaybackStatus: { type: 's', value: 'Playing' },
          LoopStatus: { type: 's', value: 'None' },
          Volume: { type: 'd', value: 0.5 },
          CanSeek: { type: 'b', value: true },
          Metadata: { type: 'a{sv}', value: { 'mpris:trackid': { type: 'o', value: NO_TRACK } } },
        },
      ],
    });
    expect(call(PROPERTIES, 'Get', [ROOT_INTERFACE, 'Identity']).answer).toMatchObject({
      body: [{ type: 's', value: 'Descant' }],
    });
  });

  it('is raised where its page can do that, and never ends', () => {
    expect(call(ROOT_INTERFACE, 'Raise').asked).toEqual([]);
    const raised = { ...STATE, report: reportOf({ canRaise: true }) };
    expect(call(ROOT_INTERFACE, 'Raise', [], raised).asked).toEqual([{ do: 'raise' }]);
    expect(call(ROOT_INTERFACE, 'Quit')).toEqual({ answer: { signature: '', body: [] }, asked: [] });
    expect(call('org.freedesktop.DBus.Peer', 'Ping').answer).toEqual({ signature: '', body: [] });
  });

  it('is found from above, and tells what it has', () => {
    const introspect = (path: string): unknown =>
      (call(undefined, 'Introspect', [], STATE, path).answer as { readonly body?: readonly BusValue[] }).body?.[0];
    expect(introspect('/')).toBe('<node><node name="org"/></node>');
    expect(introspect('/org/mpris')).toBe('<node><node name="MediaPlayer2"/></node>');
    expect(introspect('/other')).toBe('<node></node>');
    const { answer } = call(PROPERTIES, 'GetAll', [PLAYER_INTERFACE]);
    const [properties] = 'body' in answer ? answer.body : [];
    for (const name of Object.keys(properties as object)) {
      expect(introspect(OBJECT_PATH)).toContain(`<property name="${name}"`);
    }
  });
});

describe('the metadata of a track', () => {
  const track: ShownTrack = {
    id: 5,
    title: 'Elegy',
    artist: 'A; B',
    album: '',
    albumArtist: 'A',
    trackNumber: 3,
    discNumber: null,
    duration: 200.5,
    rating: 4.5,
    fields: [{ field: 'artist', values: ['A', 'B'], original: null, edit: null }],
  };

  it('has what the track has, and leaves out what it has not', () => {
    expect(metadataOf(track, '/covers/a b.webp')).toEqual({
      'mpris:trackid': { type: 'o', value: TRACK },
      'mpris:length': { type: 'x', value: 200_500_000 },
      'mpris:artUrl': { type: 's', value: 'file:///covers/a%20b.webp' },
      'xesam:title': { type: 's', value: 'Elegy' },
      'xesam:artist': { type: 'as', value: ['A', 'B'] },
      'xesam:albumArtist': { type: 'as', value: ['A'] },
      'xesam:trackNumber': { type: 'i', value: 3 },
      'xesam:userRating': { type: 'd', value: 0.9 },
    });
    expect(metadataOf({ ...track, artist: '', fields: [] }, null)).not.toHaveProperty('xesam:artist');
  });
});
