// A custom API server is told nothing of this realm's session; its access token is typed in.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';

import {open_browser, picture, visit} from './browser.mjs';
import {
  Method, authorize, documentation_shown, is_authenticated, open_documentation, run, sign_in, use_server,
} from './pages.mjs';
import {kPeople, kRealms} from './people.mjs';
import {serve} from './serve.mjs';

const kMethod = 'Account/get_account_info';
let espf;
let other; // in which account 1001 is blocked
let browser;

before(async () => {
  [espf, other, browser] = await Promise.all([serve(), serve(), open_browser()]);
  await other.run('trigger', '{account: 380501112233, do: block}');
});
after(async () => {
  await browser?.close();
  await espf?.stop();
  await other?.stop();
});

for (const realm of kRealms) {
  test(`${realm}: a custom server gets the token that is typed in, and no other`, {timeout: 180_000}, async () => {
    const person = kPeople[realm];
    const own = espf.realms[realm].http;
    const custom = other.realms[realm].http;
    const about = realm === 'account' ? {} : {i_account: 1001};
    await visit(browser, [espf, other], `custom server ${realm}`, async ({page, watch}) => {
      // All that could be sent by mistake is there: a signed-in session, and a token in use.
      await sign_in(page, own, person);
      await open_documentation(page);
      const first = await run(page, 'Session/login', {login: person.login, password: person.password});
      await is_authenticated(page, 'token');

      await use_server(page, custom);
      await documentation_shown(page);
      await is_authenticated(page, 'custom');
      assert.equal(await page.getByLabel('API server').inputValue(), custom);
      const method = new Method(page, kMethod);
      await method.open();
      await method.try_it_out();
      await method.type_in({params: about});
      watch.want(`500 /rest/${kMethod}`);
      const refused = await method.execute();
      assert.equal(refused.url, `${custom}/rest/${kMethod}`);
      assert.equal(refused.body.faultcode, 'Client.check_auth.envelope_missed');
      await picture(page, `${realm} 7 custom server refuses`);

      // Session/login there gives a token, which is not taken into use by itself.
      const session = await run(page, 'Session/login', {login: person.login, password: person.password});
      assert.equal(session.url, `${custom}/rest/Session/login`);
      await is_authenticated(page, 'custom');
      watch.want(`500 /rest/${kMethod}`);
      assert.equal((await method.execute()).sent.authorization, undefined);

      await authorize(page, session.body.access_token);
      const done = await method.execute();
      assert.equal(done.sent.authorization, `Bearer ${session.body.access_token}`);
      assert.equal(done.body.account_info.id, '380501112233');
      assert.equal(done.body.account_info.blocked, 'Y');
      await picture(page, `${realm} 8 custom server answers`);

      const to_custom = watch.sent_to(custom);
      assert.equal(to_custom.length, 4);
      for (const request of to_custom) {
        const headers = JSON.stringify(await request.allHeaders());
        assert.ok(!headers.includes(first.body.access_token), 'the first server\'s token');
        assert.ok(!/"cookie"/i.test(headers), headers);
      }

      // Back at this server its own token is in use again, and the typed one is gone.
      await page.getByRole('link', {name: 'Back to this server'}).click();
      await documentation_shown(page);
      await is_authenticated(page, 'token');
      const back = await run(page, kMethod, about);
      assert.equal(back.url, `${own}/rest/${kMethod}`);
      assert.equal(back.sent.authorization, `Bearer ${first.body.access_token}`);
      assert.equal(back.body.account_info.blocked, 'N');
    });
  });
}

test('the first server\'s token, typed in, is of no use to the other', {timeout: 120_000}, async () => {
  await visit(browser, [espf, other], 'foreign token', async ({page, watch}) => {
    await page.goto(`${espf.realms.admin.http}/doc/api`);
    await documentation_shown(page);
    await use_server(page, other.realms.admin.http);
    await documentation_shown(page);
    await authorize(page, 'eyJhbGciOiJSUzI1NiJ9.e30.c2FtcGxl');
    watch.want(`500 /rest/${kMethod}`);
    const refused = await run(page, kMethod, {i_account: 1001});
    assert.match(refused.body.faultcode, /^Client\.Session\.check_auth\.failed_to_process/);
  });
});

test('an address that is none is refused with a word', {timeout: 60_000}, async () => {
  await visit(browser, [espf], 'bad custom server', async ({page, watch}) => {
    await page.goto(`${espf.realms.admin.http}/doc/api`);
    await documentation_shown(page);
    watch.want('400 /doc/api');
    await use_server(page, 'ftp://127.0.0.1/');
    await documentation_shown(page);
    assert.match(await page.getByRole('alert').innerText(), /ftp/);
    assert.equal(await page.getByLabel('API server').inputValue(), 'ftp://127.0.0.1/');
    await is_authenticated(page, 'nobody');
    await picture(page, 'admin 9 bad custom server');
  });
});
