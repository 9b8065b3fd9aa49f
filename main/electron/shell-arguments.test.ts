import { expect, it } from 'vitest';
import { serviceArgumentsOfShell } from './shell-arguments.ts';

it('mounts in the home folder unless told otherwise', () => {
  expect(serviceArgumentsOfShell(['electron', '.'], '/home/ann')).toEqual(['--mount', '/home/ann/Descant']);
  expect(serviceArgumentsOfShell(['electron', '.', '--no-mount'], '/home/ann')).toEqual(['--no-mount']);
  expect(serviceArgumentsOfShell(['electron', '.', '--mount=/mnt/music'], '/home/ann')).toEqual([
    '--mount',
    '/mnt/music',
  ]);
});

it('passes the library on, and nothing of Chromium’s', () => {
  expect(
    serviceArgumentsOfShell(['electron', '.', '--inspect=9229', '--library', '/srv/lib', '--no-mount'], '/home/ann'),
  ).toEqual(['--library', '/srv/lib', '--no-mount']);
});
