// The form to sign in, and what ends being signed in.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';

import {open_browser, picture, visit} from './browser.mjs';
import {documentation_shown, fill_sign_in, is_authenticated, open_documentation, run, sign_in} from './pages.mjs';
import {kPeople, kRealms} from './people.mjs';
import {serve} from './serve.mjs';

let espf;
let browser;

before(async () => {
  [espf, browser] = await Promise.all([serve(), open_browser()]);
});
after(async () => {
  await browser?.close();
  await espf?.stop();
});

for (const realm of kRealms) {
  test(`${realm}: a wrong password is told, and lets nobody in`, {timeout: 60_000}, async () => {
    const origin = espf.realms[realm].http;
    const person = kPeople[realm];
    await visit(browser, [espf], `wrong password ${realm}`, async ({page, watch}) => {
      await page.goto(`${origin}/`);
      watch.want('403 /sign-in');
      await fill_sign_in(page, person.login, `not ${person.password}`);
      const problem = page.getByRole('alert');
      assert.match(await problem.innerText(), /^Not signed in\. The login or password is incorrect/);
      assert.equal(await page.getByLabel('Login').inputValue(), person.login);
      assert.equal(await page.getByLabel('Password or API token').inputValue(), '');
      assert.equal(await page.locator('#login').count(), 0);
      await picture(page, `${realm} 1 wrong password`);
      await fill_sign_in(page, person.login, person.password);
      await page.getByRole('heading', {name: 'Main menu'}).waitFor();
    });
  });

  test(`${realm}: signing out ends it`, {timeout: 120_000}, async () => {
    const origin = espf.realms[realm].http;
    const person = kPeople[realm];
    await visit(browser, [espf], `sign out ${realm}`, async ({page, watch, context}) => {
      await sign_in(page, origin, person);
      const cookies = await context.cookies();
      await open_documentation(page);
      assert.deepEqual((await run(page, 'Session/ping', {})).body, {user_id: person.id});
      await page.getByRole('button', {name: 'Sign out'}).click();
      await page.getByRole('heading', {name: 'Sign in'}).waitFor();

      // Nor does what somebody has kept of it let in.
      await context.addCookies(cookies);
      await page.goto(`${origin}/`);
      assert.match(await page.getByRole('status').innerText(), /Your session has ended/);
      await page.goto(`${origin}/doc/api`);
      await documentation_shown(page);
      await is_authenticated(page, 'nobody');
      assert.deepEqual((await run(page, 'Session/ping', {})).body, {user_id: 0});
      watch.want('500 /rest/Account/get_account_info');
      const refused = await run(page, 'Account/get_account_info', {});
      assert.equal(refused.body.faultcode, 'Client.check_auth.envelope_missed');
    });
  });
}

test('signing in at one realm is for that realm alone', {timeout: 120_000}, async () => {
  await visit(browser, [espf], 'realms apart', async ({page}) => {
    await sign_in(page, espf.realms.admin.http, kPeople.admin);
    for (const realm of kRealms.slice(1)) {
      await page.goto(`${espf.realms[realm].http}/`);
      await page.getByRole('heading', {name: 'Sign in'}).waitFor();
      const name = realm[0].toUpperCase() + realm.slice(1);
      assert.match(await page.locator('.brand').innerText(), new RegExp(`${name} realm`));
      assert.equal(await page.locator('#login').count(), 0);
    }
    // Each signs in beside the others, in one browser.
    await sign_in(page, espf.realms.account.http, kPeople.account);
    await page.goto(`${espf.realms.admin.http}/`);
    assert.equal(await page.locator('#login').innerText(), kPeople.admin.login);
  });
});

test('signing in from the documentation leads back to it', {timeout: 60_000}, async () => {
  await visit(browser, [espf], 'back to documentation', async ({page}) => {
    await page.goto(`${espf.realms.admin.http}/doc/api?document=espf`);
    await documentation_shown(page);
    await page.locator('#authentication').getByRole('link', {name: 'Sign in'}).click();
    await fill_sign_in(page, kPeople.admin.login, kPeople.admin.token);
    await documentation_shown(page);
    assert.match(page.url(), /\/doc\/api\?document=espf$/);
    await is_authenticated(page, 'signed-in');
  });
});

test('over TLS it is the same', {timeout: 120_000}, async () => {
  const {https} = espf.realms.admin;
  // The test CA is none of the browser's.
  await visit(browser, [espf], 'over TLS', async ({page, context}) => {
    await sign_in(page, https, kPeople.admin);
    for (const cookie of await context.cookies()) assert.ok(cookie.secure && cookie.httpOnly, cookie.name);
    await open_documentation(page);
    const done = await run(page, 'Account/get_account_info', {i_account: 1001});
    assert.equal(done.url, `${https}/rest/Account/get_account_info`);
    assert.equal(done.body.account_info.id, '380501112233');
  }, {ignoreHTTPSErrors: true});
});
