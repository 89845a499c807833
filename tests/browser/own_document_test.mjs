// The document of the user's own PortaBilling (--openapi) is shown behind espf's, and its methods run.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';

import {open_browser, picture, visit} from './browser.mjs';
import {documentation_shown, is_authenticated, open_documentation, run, sign_in} from './pages.mjs';
import {kPeople} from './people.mjs';
import {serve} from './serve.mjs';

const kMethod = 'CDR/get_xdr_list';
const kAnswer = {xdr_list: [{i_xdr: 7, charged_amount: 0.25}], total: 1};
// Of OpenAPI 3.0, with servers that nobody may be sent to, and without a word about sessions.
const kDocument = {
  openapi: '3.0.3',
  info: {title: 'Billing of Blue Heron', version: '115'},
  servers: [{url: 'https://billing.example/rest'}],
  paths: {
    [`/${kMethod}`]: {post: {
      operationId: 'CDR_get_xdr_list', tags: ['CDR'], summary: 'What was charged',
      requestBody: {content: {'application/json': {schema: {type: 'object', properties: {params: {
        type: 'object', properties: {i_account: {type: 'integer', nullable: true}}}}}}}},
      responses: {200: {description: 'The list', content: {'application/json': {
        schema: {type: 'object', properties: {xdr_list: {type: 'array', items: {type: 'object'}}, total: {type: 'integer'}}},
        example: kAnswer}}}},
    }},
  },
};
const kLink = 'Your AdminInterface.json';
let espf;
let browser;

before(async () => {
  [espf, browser] = await Promise.all([serve({documents: {'AdminInterface.json': kDocument}}), open_browser()]);
});
after(async () => {
  await browser?.close();
  await espf?.stop();
});

async function open_own(page) {
  await page.getByRole('navigation', {name: 'Documents'}).getByRole('link', {name: kLink}).click();
  await documentation_shown(page);
  assert.match(await page.locator('.info .title').innerText(), /^Billing of Blue Heron/);
}

test('its method runs in the session of whoever is signed in', {timeout: 180_000}, async () => {
  const origin = espf.realms.admin.http;
  await visit(browser, [espf], 'own document signed in', async ({page}) => {
    await sign_in(page, origin, kPeople.admin);
    await open_documentation(page);
    const links = await page.locator('.documents a').allInnerTexts();
    assert.equal(links[0], 'PortaBilling API, realm of administrators');
    assert.equal(links.at(-1), kLink);
    await open_own(page);
    await is_authenticated(page, 'signed-in');
    const done = await run(page, kMethod, {i_account: 1001});
    assert.equal(done.url, `${origin}/rest/${kMethod}`);
    assert.deepEqual(done.body, kAnswer);
    await picture(page, 'admin 10 own document');
  });
});

test('its method runs with the token of Session/login, which it does not describe', {timeout: 180_000}, async () => {
  const origin = espf.realms.admin.http;
  const {login, password} = kPeople.admin;
  await visit(browser, [espf], 'own document token', async ({page, watch}) => {
    await page.goto(`${origin}/doc/api?document=openapi-1`);
    await documentation_shown(page);
    await is_authenticated(page, 'nobody');
    watch.want(`500 /rest/${kMethod}`);
    const refused = await run(page, kMethod, {i_account: 1001});
    assert.equal(refused.body.faultcode, 'Client.check_auth.envelope_missed');

    await page.goto(`${origin}/doc/api`);
    await documentation_shown(page);
    const {access_token} = (await run(page, 'Session/login', {login, password})).body;
    await open_own(page);
    await is_authenticated(page, 'token');
    const done = await run(page, kMethod, {i_account: 1001});
    assert.equal(done.sent.authorization, `Bearer ${access_token}`);
    assert.deepEqual(done.body, kAnswer);
  });
});

test('programs get it with this server in it, where its realm is', {timeout: 60_000}, async () => {
  const origin = espf.realms.admin.http;
  const served = await (await fetch(`${origin}/doc/api/openapi-1.json`)).json();
  assert.deepEqual(served, {...kDocument, servers: [{url: `${origin}/rest`}]});
  assert.equal((await fetch(`${espf.realms.customer.http}/doc/api/openapi-1.json`)).status, 404);
  const page = await (await fetch(`${espf.realms.customer.http}/doc/api`)).text();
  assert.ok(!page.includes(kLink));
});
