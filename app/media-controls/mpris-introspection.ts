/** What the object of the bus has, for programs that ask (D-Bus Specification, "Introspection Data Format"). */

const method = (name: string, ...given: readonly string[]): string =>
  `<method name="${name}">${given.join('')}</method>`;
const given = (name: string, type: string): string => `<arg name="${name}" type="${type}" direction="in"/>`;
const answer = (name: string, type: string): string => `<arg name="${name}" type="${type}" direction="out"/>`;
const shown = (name: string, type: string): string => `<property name="${name}" type="${type}" access="read"/>`;
const settable = (name: string, type: string): string => `<property name="${name}" type="${type}" access="readwrite"/>`;
const contains = (name: string, ...parts: readonly string[]): string =>
  `<interface name="${name}">${parts.join('')}</interface>`;

export const INTROSPECTION = `<node>${[
  contains('org.freedesktop.DBus.Introspectable', method('Introspect', answer('data', 's'))),
  contains('org.freedesktop.DBus.Peer', method('Ping')),
  contains(
    'org.freedesktop.DBus.Properties',
    method('Get', given('interface', 's'), given('property', 's'), answer('value', 'v')),
    method('GetAll', given('interface', 's'), answer('properties', 'a{sv}')),
    method('Set', given('interface', 's'), given('property', 's'), given('value', 'v')),
    '<signal name="PropertiesChanged"><arg name="interface" type="s"/><arg name="changed" type="a{sv}"/><arg name="invalidated" type="as"/></signal>',
  ),
  contains(
    'org.mpris.MediaPlayer2',
    method('Raise'),
    method('Quit'),
    shown('CanQuit', 'b'),
    shown('CanRaise', 'b'),
    shown('HasTrackList', 'b'),
    shown('Identity', 's'),
    shown('DesktopEntry', 's'),
    shown('SupportedUriSchemes', 'as'),
    shown('SupportedMimeTypes', 'as'),
  ),
  contains(
    'org.mpris.MediaPlayer2.Player',
    ...['Next', 'Previous', 'Pause', 'PlayPause', 'Stop', 'Play'].map((name) => method(name)),
    method('Seek', given('Offset', 'x')),
    method('SetPosition', given('TrackId', 'o'), given('Position', 'x')),
    method('OpenUri', given('Uri', 's')),
    '<signal name="Seeked"><arg name="Position" type="x"/></signal>',
    shown('PlaybackStatus', 's'),
    settable('LoopStatus', 's'),
    settable('Rate', 'd'),
    settable('Shuffle', 'b'),
    shown('Metadata', 'a{sv}'),
    settable('Volume', 'd'),
    shown('Position', 'x'),
    ...['MinimumRate', 'MaximumRate'].map((name) => shown(name, 'd')),
    ...['CanGoNext', 'CanGoPrevious', 'CanPlay', 'CanPause', 'CanSeek', 'CanControl'].map((name) => shown(name, 'b')),
  ),
].join('')}</node>`;
