import { expect, it } from 'vitest';
import { socketPaths } from './bus-address.ts';

it.each([
  ['unix:path=/run/user/1000/bus', ['/run/user/1000/bus']],
  ['unix:path=/run/user/1000/bus,guid=abc', ['/run/user/1000/bus']],
  ['unix:abstract=/tmp/dbus-x,guid=abc', ['\0/tmp/dbus-x']],
  ['tcp:host=localhost,port=1;unix:path=/a%20b', ['/a b']],
  ['unix:path=/a;unix:path=/b', ['/a', '/b']],
  ['unix:path=', []],
  ['unix:path=%zz', []],
  ['unix:runtime=yes', []],
  ['nonsense', []],
  ['', []],
])('the address %j names the sockets %j', (address, paths) => {
  expect(socketPaths(address)).toEqual(paths);
});
