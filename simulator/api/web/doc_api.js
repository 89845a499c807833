// The API documentation of a realm: Swagger UI on the document that the page names, and how its requests are
// authenticated. To this server: by the web interface's session (a cookie that no script can read), or by the
// access token of a Session/login that was run in the page. To a custom API server: by what was typed into
// "Authorize", and by nothing else.
'use strict';

(() => {
  const place = document.getElementById('swagger-ui');
  const status = document.getElementById('authentication');
  const server = place.dataset.server; // an origin; '' for this server
  const kKept = 'espf.access_token';   // in sessionStorage: of this tab and this port
  let ui = null;
  let token = ''; // that Session/login gave; only ever sent to this server
  let schemes = []; // of the document: those that carry a bearer token

  const is_ours = (url) => new URL(url, location.href).origin === location.origin;

  function say(when) {
    for (const line of status.children) line.hidden = line.dataset.when !== when;
  }

  // Whose a token is, as it says itself; '' where it does not.
  function login_of(jwt) {
    try {
      const claims = jwt.split('.')[1].replaceAll('-', '+').replaceAll('_', '/');
      return new TextDecoder().decode(Uint8Array.from(atob(claims), (c) => c.charCodeAt(0))).match(/"login":"([^"\\]*)"/)[1];
    } catch {
      return '';
    }
  }

  function use(jwt) {
    token = jwt;
    sessionStorage.setItem(kKept, jwt);
    for (const scheme of schemes) ui.preauthorizeApiKey(scheme, jwt);
    const login = login_of(jwt);
    document.getElementById('token-login').textContent = login && ` (${login})`;
    say('token');
  }

  function drop() {
    token = '';
    sessionStorage.removeItem(kKept);
    ui.authActions.logout(schemes);
  }

  // Shows who is signed in to the web interface now; returns whether somebody is.
  async function show_who() {
    const answer = await fetch('/session', {headers: {Accept: 'application/json'}});
    const {login} = await answer.json();
    const shown = document.getElementById('login');
    if ((login ?? '') !== (shown?.textContent ?? '')) {
      // The header is the server's; only what is in it has changed.
      const page = await (await fetch(location.href)).text();
      const who = new DOMParser().parseFromString(page, 'text/html').getElementById('who');
      document.getElementById('who').replaceWith(document.adoptNode(who));
    }
    return login !== null;
  }

  const parsed = (text) => {
    try {
      return JSON.parse(text) ?? {};
    } catch {
      return {};
    }
  };

  const is_over = (response, body) =>
    response.status === 401 ||
    /check_auth\.(auth_failed|failed_to_process_(jwt|access_token))$/.test(body.faultcode ?? '');

  function before(request) {
    const ours = is_ours(request.url);
    request.credentials = ours ? 'same-origin' : 'omit';
    // A document of the user's may name no scheme that the token goes by.
    if (ours && token && !server && schemes.length === 0 && request.url !== place.dataset.document) {
      request.headers = {Authorization: `Bearer ${token}`, ...request.headers};
    }
    if (!ours && token && request.headers?.Authorization === `Bearer ${token}`) {
      delete request.headers.Authorization;
    }
    return request;
  }

  async function after(response) {
    if (server || !is_ours(response.url)) return response;
    const path = new URL(response.url, location.href).pathname.replace(/\/+$/, '');
    const body = parsed(response.text);
    if (/\/(Session\/login|Session\/refresh_access_token|auth\/login)$/.test(path)) {
      if (response.status === 200 && body.access_token) {
        use(body.access_token);
        await show_who();
      }
    } else if (path.endsWith('/Session/logout') && response.status === 200) {
      drop();
      say(await show_who() ? 'signed-in' : 'nobody');
    } else if (token && is_over(response, body)) {
      drop();
      await show_who();
      say('ended');
    }
    return response;
  }

  // The filter finds methods, not only groups of them.
  const find_methods = () => ({
    fn: {
      opsFilter: (groups, phrase) => {
        const words = phrase.toLowerCase();
        const has = (text) => text.toLowerCase().includes(words);
        return groups
          .map((group, name) => has(name) ? group
            : group.update('operations', (all) => all.filter((one) => has(one.get('path')))))
          .filter((group) => group.get('operations').size > 0);
      },
    },
  });

  function follow_colours() {
    const dark = matchMedia('(prefers-color-scheme: dark)');
    const follow = () => document.documentElement.classList.toggle('dark-mode', dark.matches);
    dark.addEventListener('change', follow);
    follow();
  }

  // A cookie is sent by the browser itself and cannot be typed into "Authorize".
  function leave_out_cookies(spec) {
    const all = spec.components?.securitySchemes ?? {};
    const cookies = Object.keys(all).filter((name) => all[name].in === 'cookie');
    for (const name of cookies) delete all[name];
    const typed = (ways) => ways?.filter((way) => !cookies.some((name) => name in way));
    spec.security = typed(spec.security);
    for (const path of Object.values(spec.paths ?? {})) {
      for (const operation of Object.values(path ?? {})) {
        if (operation?.security) operation.security = typed(operation.security);
      }
    }
  }

  async function open() {
    const answer = await fetch(place.dataset.document);
    if (!answer.ok) throw new Error(`${place.dataset.document} is answered ${answer.status}`);
    const spec = await answer.json();
    leave_out_cookies(spec);
    place.parentElement.classList.toggle('only-read', Object.keys(spec.paths ?? {}).length === 0);
    if (server) {
      spec.servers = (spec.servers ?? []).map((one) => ({url: server + new URL(one.url, location.href).pathname}));
    }
    schemes = Object.entries(spec.components?.securitySchemes ?? {})
      .filter(([, scheme]) => scheme.type === 'http' && scheme.scheme?.toLowerCase() === 'bearer')
      .map(([name]) => name);
    ui = SwaggerUIBundle({
      spec,
      domNode: place,
      presets: [SwaggerUIBundle.presets.apis],
      plugins: [find_methods],
      layout: 'BaseLayout',
      deepLinking: true,
      docExpansion: 'none',
      filter: true,
      defaultModelsExpandDepth: -1,
      defaultModelExpandDepth: 3,
      displayRequestDuration: true,
      validatorUrl: null,
      requestInterceptor: before,
      responseInterceptor: after,
      onComplete: () => {
        const kept = sessionStorage.getItem(kKept);
        if (!server && kept) use(kept);
      },
    });
  }

  follow_colours();
  document.addEventListener('submit', (event) => {
    if (event.target.action.endsWith('/sign-out')) sessionStorage.removeItem(kKept);
  });
  open().catch((error) => {
    const line = document.createElement('p');
    line.className = 'problem';
    line.setAttribute('role', 'alert');
    line.textContent = `The document cannot be shown: ${error.message}.`;
    place.replaceChildren(line);
  });
})();
