// A running `espf serve` with the shipped world, free ports and a folder of its own.
import {execFile, spawn} from 'node:child_process';
import {existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {promisify} from 'node:util';

export const kLimit = 30_000; // of any wait, in milliseconds: far more than is ever needed
const kSource = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

// Returns what `check` returns, as soon as that is something.
export async function until(what, check) {
  const end = Date.now() + kLimit;
  for (;;) {
    const found = await check();
    if (found) return found;
    if (Date.now() > end) throw new Error(`waited ${kLimit / 1000} s in vain for ${what}`);
    await new Promise((next) => setTimeout(next, 20));
  }
}

// An absolute path that an environment variable must name.
export function told(variable) {
  const value = process.env[variable];
  if (!value) throw new Error(`${variable} is not set: run these tests by ci/browser`);
  return path.resolve(kSource, value);
}

// Once it is ready. `documents`: OpenAPI documents of the user's own, by the names of their files. `realms` holds the
// origins of each realm, as {http, https}; `control` is no page's business.
export async function serve({documents = {}} = {}) {
  const espf = told('ESPF_BINARY');
  const folder = mkdtempSync(path.join(tmpdir(), 'espf-browser-'));
  const ready_file = path.join(folder, 'ready.json');
  const world = path.join(kSource, 'fixtures/worlds/mvno.yaml');
  const words = ['serve', '--world', world, '--ready-file', ready_file];
  for (const [file, document] of Object.entries(documents)) {
    writeFileSync(path.join(folder, file), JSON.stringify(document, null, 2));
    words.push('--openapi', file);
  }
  const program = spawn(espf, words, {cwd: folder});
  let log = '';
  let ended = null;
  for (const stream of [program.stdout, program.stderr]) stream.on('data', (text) => (log += text));
  program.on('error', (error) => (ended ??= error.message));
  program.on('close', (code, signal) => (ended ??= `exit code ${code ?? signal}`));
  // Also where the tests are stopped halfway.
  const clean = () => {
    if (ended === null) program.kill('SIGKILL');
    rmSync(folder, {recursive: true, force: true});
  };
  process.on('exit', clean);
  await until('the ready file of espf serve', () => {
    if (ended !== null) throw new Error(`espf serve ended with ${ended}:\n${log}`);
    return existsSync(ready_file);
  });
  const ready = JSON.parse(readFileSync(ready_file, 'utf8'));

  return {
    realms: ready.realms,
    control: ready.control_url,
    // As a person types it in that folder; rejects where it fails.
    run: async (...words) => (await promisify(execFile)(espf, words, {cwd: folder, timeout: kLimit})).stdout,
    // It must have lived until now, and end well.
    async stop() {
      if (ended !== null) throw new Error(`espf serve had ended with ${ended}:\n${log}`);
      program.kill('SIGTERM');
      await until('the end of espf serve', () => ended !== null);
      process.off('exit', clean);
      clean();
      if (ended !== 'exit code 0') throw new Error(`espf serve ended with ${ended}:\n${log}`);
    },
  };
}
