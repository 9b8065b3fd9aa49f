import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it } from 'vitest';

const MODULE = new URL('./closed-output.ts', import.meta.url).href;

/** Runs a program whose standard output nothing reads. @returns its exit code and what it says on standard error */
async function runUnread(program: string): Promise<{ code: number | null; said: string }> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: ['pipe', 'pipe', 'pipe'] });
  child.stdout.destroy();
  child.stdin.end('go');
  let said = '';
  child.stderr.on('data', (text: Buffer) => (said += text.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, said };
}

const WRITE = `
  process.stdin.once('data', () => {
    process.stdout.write('a line\\n'.repeat(10000));
    process.stdout.write('the last line\\n', () => { process.stderr.write('done'); process.exitCode = 3; });
  });`;

it('lets a program go on whose output nothing reads any more', async () => {
  const ignore = `import { ignoreClosedOutput } from ${JSON.stringify(MODULE)}; ignoreClosedOutput();`;
  expect(await runUnread(ignore + WRITE)).toEqual({ code: 3, said: 'done' });
  const { said } = await runUnread(WRITE);
  expect(said).toContain('EPIPE');
});

it('is what the command line does', async () => {
  const cli = new URL('../cli.ts', import.meta.url).href;
  const help = `
    process.argv.push('descant', 'tracks', '--help');
    process.stdin.once('data', () => import(${JSON.stringify(cli)}));`;
  expect(await runUnread(help)).toEqual({ code: 0, said: '' });
});

it('does not hide other errors of the output', async () => {
  const fail = `
    import { ignoreClosedOutput } from ${JSON.stringify(MODULE)};
    ignoreClosedOutput();
    process.stdout.emit('error', Object.assign(new Error('the disk is full'), { code: 'ENOSPC' }));`;
  const { code, said } = await runUnread(fail);
  expect(code).not.toBe(0);
  expect(said).toContain('the disk is full');
});
