// The pages of the web interface, as a person uses them.
import assert from 'node:assert/strict';

import {until} from './serve.mjs';

// From the front page; where it leads to is the caller's to say.
export async function fill_sign_in(page, login, secret) {
  await page.getByLabel('Login').fill(login);
  await page.getByLabel('Password or API token').fill(secret);
  await page.getByRole('button', {name: 'Sign in'}).click();
}

export async function sign_in(page, origin, person) {
  await page.goto(`${origin}/`);
  await fill_sign_in(page, person.login, person.password);
  await page.getByRole('heading', {name: 'Main menu'}).waitFor();
}

// Through the main menu, as it stands on every page.
export async function open_documentation(page) {
  const menu = page.getByRole('navigation', {name: 'Main menu'});
  await menu.getByText('Toolbox').click();
  await menu.getByRole('link', {name: 'API documentation'}).click();
  await documentation_shown(page);
}

export const documentation_shown = (page) =>
  page.locator('.swagger-ui :is(.opblock-tag, .opblock):visible').first().waitFor();

// Waits until the line above the methods says how requests are authenticated: "signed-in", "nobody" …
export async function is_authenticated(page, when) {
  await page.locator(`#authentication > [data-when="${when}"]`).waitFor({state: 'visible'});
  assert.equal(await page.locator('#authentication > :visible').count(), 1);
}

// By hand, into Swagger UI's dialog.
export async function authorize(page, token) {
  await page.locator('.scheme-container').getByRole('button', {name: 'Authorize'}).click();
  const dialog = page.locator('.dialog-ux .modal-ux');
  const bearer = dialog.locator('.auth-container', {hasText: 'bearer'});
  await bearer.locator('input').fill(token);
  await bearer.getByRole('button', {name: 'Apply credentials'}).click();
  await bearer.getByRole('button', {name: 'Remove authorization'}).waitFor();
  await dialog.locator('button.btn-done').click();
  await dialog.waitFor({state: 'detached'});
}

export async function use_server(page, server) {
  await page.getByLabel('API server').fill(server);
  await page.getByRole('button', {name: 'Use'}).click();
}

// The page frame must not scroll sideways; what is in it may, within itself.
export async function stays_in_frame(page, what) {
  const frame = await page.evaluate(() => {
    const root = document.documentElement;
    return {needs: Math.max(root.scrollWidth, document.body.scrollWidth), has: root.clientWidth};
  });
  assert.ok(frame.needs <= frame.has, `${what} is ${frame.needs} wide where ${frame.has} is there`);
}

const text_as_json = async (place) => JSON.parse(await place.innerText());

// A method of the document that the page shows.
export class Method {
  // `name` as PortaBilling's methods are called, or a tag and an operationId.
  constructor(page, name, operation = name.replace('/', '_')) {
    this.page = page;
    this.tag = name.split('/')[0];
    this.place = page.locator(`[id="operations-${this.tag}-${operation}"]`);
    this.request = this.place.locator('.opblock-section-request-body');
    this.answers = this.place.locator('.responses-table:not(.live-responses-table)');
    this.live = this.place.locator('.live-responses-table');
  }

  async open() {
    const group = this.page.locator(`[id="operations-tag-${this.tag}"]`);
    if (await group.getAttribute('data-is-open') !== 'true') await group.click();
    await this.place.locator('.opblock-summary-control').click();
    await this.place.locator('.opblock-body').waitFor();
  }

  // The examples of the request by the names that are shown, each with the body that is shown for it.
  request_examples = () => this.#examples(this.request, this.request.locator('.examples-select-element'));

  // … and of the answers with an HTTP status.
  answer_examples(status) {
    const row = this.answers.locator(`tr.response[data-code="${status}"]`);
    return this.#examples(row, row.locator('.response-control-examples select'));
  }

  async #examples(place, select) {
    await select.waitFor();
    const shown = {};
    for (const option of await select.locator('option').all()) {
      await select.selectOption(await option.getAttribute('value'));
      shown[await option.innerText()] = await text_as_json(place.locator('pre code'));
    }
    return shown;
  }

  // What the request's schema says of each member of `params`: its description by its name.
  async parameters() {
    await this.request.getByRole('tab', {name: 'Schema'}).click();
    const params = this.request.locator('.json-schema-2020-12-property > article')
      .filter({has: this.page.locator(':scope > .json-schema-2020-12-head', {hasText: /^params/})});
    await params.waitFor();
    const described = {};
    for (const one of await params.locator('.json-schema-2020-12-property > article').all()) {
      const name = await one.locator('.json-schema-2020-12__title').first().innerText();
      described[name] = await one.locator('.json-schema-2020-12-keyword--description').first().innerText();
    }
    await this.request.getByRole('tab', {name: 'Example Value'}).click();
    return described;
  }

  async try_it_out() {
    await this.place.getByRole('button', {name: 'Try it out'}).click();
  }

  async choose(example) {
    await this.request.locator('.examples-select-element').selectOption({label: example});
  }

  async type_in(body) {
    await this.request.locator('textarea').fill(JSON.stringify(body, null, 2));
  }

  // What was sent (headers in lower case) and what the page shows of the answer, which is what came.
  async execute() {
    const path = await this.place.locator('.opblock-summary-path').getAttribute('data-path');
    const [came] = await Promise.all([
      this.page.waitForResponse((one) =>
        one.request().method() !== 'OPTIONS' && new URL(one.url()).pathname.endsWith(path)),
      this.place.getByRole('button', {name: 'Execute'}).click(),
    ]);
    const body = await came.json();
    const row = this.live.locator('tbody tr.response');
    await until(`the page to show what ${came.url()} answered`, async () => {
      const code = row.locator('.response-col_status');
      const text = row.locator('.highlight-code code').first();
      if (!await code.count() || !await text.count()) return false;
      return (await code.innerText()).startsWith(String(came.status())) &&
        JSON.stringify(await text_as_json(text)) === JSON.stringify(body);
    });
    return {url: came.url(), sent: await came.request().allHeaders(), status: came.status(), body};
  }
}

// Opens a method, tries it and runs it with `params`.
export async function run(page, name, params) {
  const method = new Method(page, name);
  await method.open();
  await method.try_it_out();
  if (params !== undefined) await method.type_in({params});
  return method.execute();
}
