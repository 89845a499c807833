// A browser whose every request, console line and violated policy is watched.
import assert from 'node:assert/strict';
import {mkdirSync} from 'node:fs';
import path from 'node:path';
import {fileURLToPath} from 'node:url';

import {kLimit, told} from './serve.mjs';

const kModules = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../ci/node/node_modules');
const {chromium} = await import(path.join(kModules, 'playwright-core/index.mjs'));

// Nothing of its own goes out, and no name is resolved but 127.0.0.1.
const kArguments = [
  '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync',
  '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1',
];

export const open_browser = () =>
  chromium.launch({executablePath: told('CHROMIUM'), args: kArguments, timeout: kLimit});

// What the pages of a context asked for and complained about. A test names the refusals that it wants.
class Watch {
  constructor(origins) {
    this.origins = origins;
    this.requests = [];
    this.complaints = [];
    this.refusals = [];
    this.wanted = [];
  }

  async follow(context) {
    await context.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', (event) =>
        console.error(`policy ${event.effectiveDirective} forbids ${event.blockedURI}`));
    });
    context.on('request', (request) => this.requests.push(request));
    context.on('requestfailed', (request) => {
      const reason = request.failure()?.errorText;
      // Chromium gives up a page's icon, style or script when the next page is asked for before it is there.
      if (reason === 'net::ERR_ABORTED' && !['fetch', 'xhr', 'document'].includes(request.resourceType())) return;
      this.complaints.push(`${request.url()} failed: ${reason}`);
    });
    context.on('response', (response) => {
      if (response.status() >= 400) {
        this.refusals.push(`${response.status()} ${new URL(response.url()).pathname}`);
      }
    });
    context.on('console', (line) => {
      // Chromium's own words about a refusal, which stands in `refusals`.
      if (line.text().startsWith('Failed to load resource: the server responded')) return;
      // Swagger UI's, about each link to a method whose name has an underscore.
      if (line.text().startsWith('Deprecated: escaping deep link whitespace')) return;
      if (line.type() === 'error') this.complaints.push(line.text());
    });
    context.on('weberror', (error) => this.complaints.push(String(error.error())));
  }

  // Such as "500 /rest/Session/login", once for each time.
  want(...refusals) {
    this.wanted.push(...refusals);
  }

  // What went to an origin's paths below `below`.
  sent_to(origin, below = '/') {
    return this.requests.filter((one) => {
      const url = new URL(one.url());
      return url.origin === origin && url.pathname.startsWith(below);
    });
  }

  strayed() {
    return this.requests.map((one) => one.url())
      .filter((url) => !url.startsWith('data:') && !this.origins.includes(new URL(url).origin));
  }

  judge() {
    const none = (what, found) => assert.equal(found.length, 0, `${what}: ${found.join('; ')}`);
    none('requests to other servers than those of the test', this.strayed());
    none('errors that the browser tells of', this.complaints);
    assert.equal(this.refusals.sort().join('; '), this.wanted.sort().join('; '));
  }
}

const origins_of = (servers) =>
  servers.flatMap((one) => Object.values(one.realms)).flatMap((realm) => [realm.http, realm.https]);

// Runs `story({page, watch, context})` in a fresh context that may ask `servers` and nobody else. Where it fails, a
// picture of that name is taken, if there is a name.
export async function visit(browser, servers, name, story, options = {}) {
  const context = await browser.newContext({viewport: {width: 1280, height: 900}, ...options});
  context.setDefaultTimeout(kLimit);
  const watch = new Watch(origins_of(servers));
  await watch.follow(context);
  const page = await context.newPage();
  try {
    await story({page, watch, context});
    watch.judge();
  } catch (error) {
    if (name) await picture(page, `failed ${name}`).catch(() => {});
    throw error;
  } finally {
    await context.close();
  }
}

// The whole page, unless `options` say otherwise.
export async function picture(page, name, options = {}) {
  const folder = told('ESPF_SCREENSHOTS');
  mkdirSync(folder, {recursive: true});
  const file = path.join(folder, `${name.replaceAll(/[^\w]+/g, '-')}.png`);
  await page.screenshot({path: file, fullPage: true, ...options});
}
