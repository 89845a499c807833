// All pages at a glance: the other documents, narrow and dark, and that a page that strayed would be noticed.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';

import {open_browser, picture, visit} from './browser.mjs';
import {
  Method, documentation_shown, fill_sign_in, is_authenticated, open_documentation, run, sign_in, stays_in_frame,
  use_server,
} from './pages.mjs';
import {kPeople, kRealms} from './people.mjs';
import {serve} from './serve.mjs';

let espf;
let browser;
let admin;

before(async () => {
  [espf, browser] = await Promise.all([serve(), open_browser()]);
  admin = espf.realms.admin.http;
});
after(async () => {
  await browser?.close();
  await espf?.stop();
});

async function open_document(page, title) {
  await page.getByRole('navigation', {name: 'Documents'}).getByRole('link', {name: title, exact: true}).click();
  await documentation_shown(page);
  assert.match(await page.locator('.info .title').innerText(), new RegExp(`^${title}`));
}

test('the ESPF API and API 2.0 run as whoever is signed in', {timeout: 120_000}, async () => {
  await visit(browser, [espf], 'other documents', async ({page}) => {
    await sign_in(page, admin, kPeople.admin);
    await open_documentation(page);

    await open_document(page, 'ESPF API');
    const groups = new Method(page, 'Groups', 'get_group_list');
    await groups.open();
    await groups.try_it_out();
    const listed = await groups.execute();
    assert.equal(listed.status, 200);
    assert.deepEqual(listed.body.group_list.at(-1), {i_group: '1001', name: 'IOT', is_custom: true});
    await picture(page, 'admin ESPF API');

    await open_document(page, 'PortaBilling API 2.0');
    const products = new Method(page, 'Products', 'list_products');
    await products.open();
    await products.try_it_out();
    const fields = products.place.locator('tr[data-param-name="fields"]');
    await fields.locator('.json-schema-form-item-remove').first().click(); // id
    assert.equal(await fields.locator('input').count(), 2); // name, services.name
    await products.place.locator('tr[data-param-name="name"] input').fill('IoT%');
    const found = await products.execute();
    assert.deepEqual(found.body, {data: [{name: 'IoT Meter', services: [{name: 'IoT Data'}]}], total: 1});
    await picture(page, 'admin API 2');

    await open_document(page, 'Provisioning events');
    const event = page.locator('.opblock', {has: page.locator('[data-path="Subscriber/Updated"]')});
    await event.locator('.opblock-summary-control').click();
    const example = JSON.parse(await event.locator('.opblock-section-request-body pre code').innerText());
    assert.equal(example.event_type, 'Subscriber/Updated');
    assert.equal(await page.getByRole('button', {name: /Try it out|Authorize|Use/}).count(), 0);
    await picture(page, 'admin events');
  });
});

test('the filter finds methods', {timeout: 60_000}, async () => {
  await visit(browser, [espf], 'filter', async ({page}) => {
    await page.goto(`${admin}/doc/api`);
    await documentation_shown(page);
    await page.locator('.operation-filter-input').fill('SIM_CARD');
    const paths = page.locator('.opblock-summary-path');
    await page.locator('[id="operations-tag-DID"]').waitFor({state: 'detached'});
    await page.locator('[id="operations-tag-Account"]').click();
    await paths.first().waitFor();
    for (const path of await paths.all()) assert.match(await path.getAttribute('data-path'), /sim_card/i);
    await picture(page, 'admin filter');
  });
});

for (const scheme of ['light', 'dark']) {
  test(`on 375 pixels no page scrolls sideways, ${scheme}`, {timeout: 180_000}, async () => {
    const options = {viewport: {width: 375, height: 800}, colorScheme: scheme};
    await visit(browser, [espf], `narrow ${scheme}`, async ({page, watch}) => {
      const look = async (what) => {
        await stays_in_frame(page, what);
        await picture(page, `narrow ${scheme} ${what}`);
      };
      for (const realm of kRealms) {
        await page.goto(`${espf.realms[realm].http}/`);
        const menu = page.getByRole('navigation', {name: 'Main menu'});
        await menu.getByText('Toolbox').click();
        const {x, width} = await menu.getByRole('link', {name: 'API documentation'}).boundingBox();
        assert.ok(x >= 0 && x + width <= 375, `the menu goes from ${x} to ${x + width}`);
        await look(`1 sign in ${realm}`);
      }
      await page.goto(`${admin}/`);
      watch.want('403 /sign-in', '404 /nowhere', '400 /doc/api');
      await fill_sign_in(page, 'provisioner-of-a-rather-long-name-without-a-space', 'guess');
      await page.getByRole('alert').waitFor();
      await look('2 wrong password');
      await fill_sign_in(page, kPeople.admin.login, kPeople.admin.password);
      await page.getByRole('heading', {name: 'Main menu'}).waitFor();
      await look('3 main menu');
      await page.getByRole('navigation', {name: 'Main menu'}).getByText('Toolbox').click();
      await look('4 toolbox');
      await page.goto(`${admin}/nowhere`);
      await look('5 no such page');

      await page.goto(`${admin}/doc/api`);
      await documentation_shown(page);
      await look('6 API documentation');
      const method = new Method(page, 'Account/get_account_info');
      await method.open();
      await look('7 method');
      await method.try_it_out();
      assert.equal((await method.execute()).status, 200);
      await look('8 answer');
      await page.locator('.scheme-container').getByRole('button', {name: 'Authorize'}).click();
      await page.locator('.dialog-ux .modal-ux').waitFor();
      await stays_in_frame(page, 'the dialog');
      await picture(page, `narrow ${scheme} 9 authorize`, {fullPage: false});
      await page.goto(`${admin}/doc/api?document=api2`);
      await documentation_shown(page);
      const products = new Method(page, 'Products', 'list_products');
      await products.open();
      await look('10 API 2');
      await use_server(page, `http://127.0.0.1:1/${'path'.repeat(40)}`);
      await page.getByRole('alert').waitFor();
      await look('11 bad custom server');
    }, options);
  });
}

test('in the dark all is dark', {timeout: 120_000}, async () => {
  await visit(browser, [espf], 'dark', async ({page}) => {
    await page.goto(`${admin}/`);
    await picture(page, 'dark 1 sign in');
    await sign_in(page, admin, kPeople.admin);
    await picture(page, 'dark 2 main menu');
    await open_documentation(page);
    assert.ok((await run(page, 'Account/get_account_info')).body.account_info);
    await picture(page, 'dark 3 answer');
    for (const place of ['body', 'body > header', '.opblock-section-header', '.scheme-container']) {
      const colour = await page.locator(place).first().evaluate((one) => getComputedStyle(one).backgroundColor);
      const parts = colour.match(/\d+(\.\d+)?/g).map(Number);
      assert.ok(Math.max(...parts.slice(0, 3)) < 90, `${place} is ${colour}`);
    }
  }, {colorScheme: 'dark'});
});

// What the other tests rely on.
test('a page that strays is noticed, and kept from it', {timeout: 60_000}, async () => {
  const stray = (deed) => visit(browser, [espf], '', async ({page}) => {
    await page.goto(`${admin}/doc/api`);
    await documentation_shown(page);
    await page.evaluate(deed);
    await page.waitForFunction(() => globalThis.done);
  });
  await assert.rejects(stray(() => {
    fetch('http://127.0.0.1:9/').catch(() => (globalThis.done = true));
  }), /connect-src forbids http:\/\/127\.0\.0\.1:9\//);
  await assert.rejects(stray(() => {
    const script = document.createElement('script');
    script.textContent = 'globalThis.reached = true';
    document.addEventListener('securitypolicyviolation', () => (globalThis.done = true));
    document.body.append(script);
  }), /script-src-elem forbids inline/);
  await assert.rejects(stray(() => {
    globalThis.done = true;
    setTimeout(() => { throw new Error('a mistake of the page'); });
    return new Promise((next) => setTimeout(next, 1));
  }), /a mistake of the page/);
  await assert.rejects(visit(browser, [espf], '', async ({page}) => {
    await page.goto(`${espf.control}/`);
  }), /requests to other servers than those of the test: http/);
});

test('reading the documentation asks for no login', {timeout: 60_000}, async () => {
  await visit(browser, [espf], 'reading', async ({page}) => {
    await page.goto(`${espf.realms.customer.http}/doc/api/`);
    await documentation_shown(page);
    await is_authenticated(page, 'nobody');
    const method = new Method(page, 'Invoice/get_invoice_list');
    await method.open();
    const examples = Object.values(await method.answer_examples(200));
    assert.equal(examples.length, 1);
    assert.equal(examples[0].invoice_list[0].invoice_number, '2026-00002');
  });
});
