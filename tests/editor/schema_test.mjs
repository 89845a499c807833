// What an editor makes of our JSON Schemas: nothing is wrong in the files that are right, mistakes are marked where
// they stand, and the words are offered.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { LanguageServer } from './language_server.mjs';

const binary = path.resolve('ci/node/node_modules/yaml-language-server/bin/yaml-language-server');
let server;

before(async () => {
  server = await LanguageServer.start(binary, process.cwd());
});
after(() => server.stop());

function yaml_files_below(folder) {
  const all = fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const name = path.join(folder, entry.name);
    if (entry.isDirectory()) return yaml_files_below(name);
    return name.endsWith('.yaml') ? [name] : [];
  });
  return all.sort();
}

const has_schema = (text) => text.startsWith('# yaml-language-server: $schema=');

// Each text under a name of its own: what is said of a file when it is closed is not what was asked for.
async function said_of(file, text) {
  const diagnostics = await server.open(file, text);
  server.close(file);
  return diagnostics.map((each) => `${each.range.start.line + 1}: ${each.message}`);
}

// What a person writes who has the schema's line.
const scenario = (steps) =>
  `# yaml-language-server: $schema=../schema/scenario.json\nscenario: A title\nsteps:\n${steps}`;

test('every scenario and suite file that names its schema fits it', async () => {
  const files = yaml_files_below('scenarios').filter((file) => has_schema(fs.readFileSync(file, 'utf8')));
  assert.ok(files.length > 40, `${files.length} files`);
  for (const file of files) assert.deepEqual(await said_of(file, fs.readFileSync(file, 'utf8')), [], file);
});

test("README's first scenario fits", async () => {
  const blocks = fs.readFileSync('README.md', 'utf8').split('```yaml\n').slice(1).map((rest) => rest.split('```')[0]);
  const first = blocks.find((block) => has_schema(block) && block.includes('scenario:'));
  assert.ok(first, 'README shows one');
  assert.deepEqual(await said_of('scenarios/first.yaml', first), []);
});

test('stubs fit their schema, and what is wrong in them is marked', async () => {
  const text = (stub) => `# yaml-language-server: $schema=../schema/stubs.json\nstubs:\n  - ${stub}\n`;
  const right = '{method: Account/get_subscriptions, answer: {body: {success: 1}}}';
  assert.deepEqual(await said_of('scenarios/right_stubs.yaml', text(right)), []);
  const wrong = await said_of('scenarios/wrong_stubs.yaml', text('{method: Account/get_subscriptions, anser: {}}'));
  assert.ok(wrong.some((line) => line.startsWith('3: ')), wrong.join('\n'));
});

test('mistakes are marked in their lines', async () => {
  const said = await said_of(
    'scenarios/wrong.yaml',
    scenario('  - change: {account: 380501112233, do: blok}\n  - expct: {delivery: {answered: 200}}\n'),
  );
  for (const line of ['4: ', '5: ']) assert.ok(said.some((each) => each.startsWith(line)), said.join('\n'));
});

test('verbs and deeds are offered', async () => {
  const file = 'scenarios/offered.yaml';
  const change = '  - change: {account: 380501112233, do: ';
  await server.open(file, scenario(`  - \n${change}}\n`));
  const verbs = await server.completions(file, 3, 4);
  for (const verb of ['change', 'expect', 'fault', 'wait']) assert.ok(verbs.includes(verb), verbs.join(', '));
  const deeds = await server.completions(file, 4, change.length);
  for (const deed of ['block', 'terminate']) assert.ok(deeds.includes(deed), deeds.join(', '));
  server.close(file);
});
