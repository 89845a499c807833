// Whoever is signed in to a realm's web interface explores its methods and runs them, without typing a token.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';

import {open_browser, picture, visit} from './browser.mjs';
import {Method, is_authenticated, open_documentation, run, sign_in} from './pages.mjs';
import {kPeople, kRealms} from './people.mjs';
import {serve} from './serve.mjs';

// Only what the realm's port answers.
const kTabs = {
  admin: [
    'PortaBilling API, realm of administrators', 'ESPF API', 'PortaBilling API 2.0', 'Provisioning events',
  ],
  reseller: ['PortaBilling API, realm of resellers', 'PortaBilling API 2.0', 'Provisioning events'],
  customer: ['PortaBilling API, realm of customers', 'Provisioning events'],
  account: ['PortaBilling API, realm of accounts', 'Provisioning events'],
};
const kMethod = 'Account/get_account_info';
let espf;
let browser;

before(async () => {
  [espf, browser] = await Promise.all([serve(), open_browser()]);
});
after(async () => {
  await browser?.close();
  await espf?.stop();
});

// As the realm's port serves it to programs.
async function served_document(realm) {
  const file = `${realm[0].toUpperCase()}${realm.slice(1)}Interface.json`;
  const answer = await fetch(`${espf.realms[realm].http}/doc/api/${file}`);
  assert.equal(answer.status, 200, file);
  return answer.json();
}

const by_summary = (examples) =>
  Object.fromEntries(Object.values(examples).map((one) => [one.summary, one.value]));

async function explore(method, described) {
  const body = described.requestBody.content['application/json'];
  const params = Object.entries(body.schema.properties.params.properties)
    .map(([name, {description}]) => [name, description]);
  assert.ok(params.length > 5);
  assert.deepEqual(await method.parameters(), Object.fromEntries(params));
  const requests = by_summary(body.examples);
  assert.ok('With everything' in requests);
  assert.deepEqual(await method.request_examples(), requests);
  const answers = by_summary(described.responses[200].content['application/json'].examples);
  assert.equal(answers['With everything'].account_info.id, '380501112233');
  assert.deepEqual(await method.answer_examples(200), answers);
  const faults = await method.answers.locator('tr.response[data-code="500"]').innerText();
  assert.match(faults, /Client\.Session\.check_auth\.failed_to_process_access_token/);
}

for (const realm of kRealms) {
  test(`${realm}: explores a method and runs it, signed in`, {timeout: 180_000}, async () => {
    const person = kPeople[realm];
    const origin = espf.realms[realm].http;
    await visit(browser, [espf], `signed in ${realm}`, async ({page, watch}) => {
      await page.goto(`${origin}/`);
      await picture(page, `${realm} 1 sign in`);
      await sign_in(page, origin, person);
      await picture(page, `${realm} 2 main menu`);
      assert.equal(await page.locator('#login').innerText(), person.login);

      await open_documentation(page);
      await is_authenticated(page, 'signed-in');
      await picture(page, `${realm} 3 API documentation`);
      assert.deepEqual(await page.locator('.documents a').allInnerTexts(), kTabs[realm]);
      const document = await served_document(realm);
      assert.match(await page.locator('.info .title').innerText(), new RegExp(`^${document.info.title}`));

      const method = new Method(page, kMethod);
      await method.open();
      await explore(method, document.paths[`/${kMethod}`].post);
      await picture(page, `${realm} 4 method`);

      await method.try_it_out();
      await method.choose('With everything');
      const done = await method.execute();
      await picture(page, `${realm} 5 answer`);
      assert.equal(done.url, `${origin}/rest/${kMethod}`);
      assert.equal(done.status, 200);
      assert.equal(done.body.account_info.id, '380501112233');
      assert.equal(done.body.account_info.login, 'olena');
      assert.equal(done.body.account_info.blocked, 'N');
      assert.equal(done.sent.authorization, undefined);

      // It is that person who asks: with an id, and with the sight, of their own.
      await method.type_in({params: {i_account: person.sees.i_account}});
      const seen = await method.execute();
      assert.equal(seen.body.account_info.customer_name, person.sees.customer_name);
      await method.type_in({params: {i_account: person.hidden}});
      assert.deepEqual((await method.execute()).body, {});
      assert.deepEqual((await run(page, 'Session/ping', {})).body, {user_id: person.id});
      assert.ok(watch.sent_to(origin, '/rest/').length >= 4);
    });
  });
}
