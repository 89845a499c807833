// Who is not signed in runs Session/login on the page; its access token is then used by itself.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';

import {open_browser, picture, visit} from './browser.mjs';
import {Method, documentation_shown, is_authenticated, run} from './pages.mjs';
import {kPeople, kRealms} from './people.mjs';
import {serve} from './serve.mjs';

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

for (const realm of kRealms) {
  test(`${realm}: takes the token of Session/login into use by itself`, {timeout: 180_000}, async () => {
    const person = kPeople[realm];
    const origin = espf.realms[realm].http;
    const about = {i_account: person.sees.i_account};
    await visit(browser, [espf], `Session login ${realm}`, async ({page, watch}) => {
      await page.goto(`${origin}/doc/api`);
      await documentation_shown(page);
      await is_authenticated(page, 'nobody');
      const method = new Method(page, kMethod);
      await method.open();
      await method.try_it_out();
      await method.type_in({params: about});
      watch.want(`500 /rest/${kMethod}`);
      const refused = await method.execute();
      assert.equal(refused.body.faultcode, 'Client.check_auth.envelope_missed');
      assert.equal(refused.sent.authorization, undefined);

      const secret = person.token ? {token: person.token} : {password: person.password};
      const session = await run(page, 'Session/login', {login: person.login, ...secret});
      assert.equal(session.status, 200);
      await is_authenticated(page, 'token');
      const line = await page.locator('#authentication').innerText();
      assert.match(line, new RegExp(`access token of Session/login \\(${person.login}\\)`));
      await picture(page, `${realm} 6 Session login`);

      const bearer = `Bearer ${session.body.access_token}`;
      const done = await method.execute();
      assert.equal(done.sent.authorization, bearer);
      assert.equal(done.body.account_info.customer_name, person.sees.customer_name);
      assert.match(await method.place.locator('.curl').innerText(), /Authorization: Bearer ey/);

      // It is kept for this tab, and let go with the session.
      await page.reload();
      await documentation_shown(page);
      await is_authenticated(page, 'token');
      const kept = await run(page, kMethod, about);
      assert.equal(kept.sent.authorization, bearer);
      assert.equal(kept.body.account_info.i_account, about.i_account);
      const {access_token} = session.body;
      assert.deepEqual((await run(page, 'Session/ping', {access_token})).body, {user_id: person.id});
      assert.deepEqual((await run(page, 'Session/logout', {access_token})).body, {success: 1});
      await is_authenticated(page, 'nobody');
      watch.want(`500 /rest/${kMethod}`);
      const after_logout = await new Method(page, kMethod).execute();
      assert.equal(after_logout.sent.authorization, undefined);
      // The browser still has the cookie of the session that ended.
      assert.equal(after_logout.body.faultcode, 'Client.Session.check_auth.failed_to_process_access_token');
    });
  });
}

test('says that the session of its token has ended', {timeout: 120_000}, async () => {
  const person = kPeople.admin;
  const origin = espf.realms.admin.http;
  await visit(browser, [espf], 'session ended', async ({page, watch, context}) => {
    await page.goto(`${origin}/doc/api`);
    await documentation_shown(page);
    const session = await run(page, 'Session/login', {login: person.login, password: person.password});
    await is_authenticated(page, 'token');
    await context.clearCookies();
    // Somebody ends it elsewhere.
    const ended = await fetch(`${origin}/rest/Session/logout`, {
      method: 'POST',
      headers: {'Content-Type': 'application/json'},
      body: JSON.stringify({params: {access_token: session.body.access_token}}),
    });
    assert.deepEqual(await ended.json(), {success: 1});
    watch.want(`500 /rest/${kMethod}`, `500 /rest/${kMethod}`);
    const refused = await run(page, kMethod, {i_account: 1001});
    assert.equal(refused.body.faultcode, 'Client.Session.check_auth.failed_to_process_access_token');
    await is_authenticated(page, 'ended');
    const again = await new Method(page, kMethod).execute();
    assert.equal(again.sent.authorization, undefined);
  });
});

test('a wrong password of Session/login changes nothing', {timeout: 120_000}, async () => {
  await visit(browser, [espf], 'wrong Session login', async ({page, watch}) => {
    await page.goto(`${espf.realms.admin.http}/doc/api`);
    await documentation_shown(page);
    watch.want('500 /rest/Session/login');
    const refused = await run(page, 'Session/login', {login: 'provisioner', password: 'guess'});
    assert.equal(refused.body.faultcode, 'Server.Session.auth_failed');
    await is_authenticated(page, 'nobody');
  });
});
