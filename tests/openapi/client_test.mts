// The client, compiled, talks to an `espf serve` with the shipped world; ci/openapi starts it and names its ready file.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { before, test } from "node:test";

import type { paths as AccountPaths } from "./account";
import type { components, paths as AdminPaths } from "./admin";
import type { paths as Api2Paths } from "./api2";
import { Client } from "./client.mjs";
import type { paths as CustomerPaths } from "./customer";
import type { paths as EspfPaths } from "./espf";
import type { paths as ResellerPaths } from "./reseller";

interface Ready {
  login: string;
  password: string;
  realms: Record<"admin" | "reseller" | "customer" | "account", { http: string }>;
}

const ready = JSON.parse(readFileSync(process.env["ESPF_READY"] ?? "ESPF_READY is not set", "utf8")) as Ready;
const origin = ready.realms.admin.http;
const nobody = new Client<AdminPaths>(`${origin}/rest`);
let session: components["schemas"]["session"];
let admin: Client<AdminPaths>;
let api2: Client<Api2Paths>;
let espf: Client<EspfPaths>;

// Narrows an answer to one with that status, which it must have.
function expect<Answer extends { status: unknown; body: unknown }, Status extends Answer["status"]>(
  answer: Answer,
  status: Status,
): (Answer & { status: Status })["body"] {
  assert.equal(answer.status, status, JSON.stringify(answer.body));
  return answer.body;
}

before(async () => {
  const { login, password } = ready;
  const answer = await nobody.send("post", "/Session/login", { body: { params: { login, password } } });
  if (answer.status !== 200) assert.fail(`${answer.body.faultcode}: ${answer.body.faultstring}`);
  session = answer.body;
  admin = new Client(`${origin}/rest`, session.access_token);
  api2 = new Client(`${origin}/api/v2`, session.access_token);
  espf = new Client(`${origin}/espf/v1`, session.access_token);
});

test("logs in", async () => {
  assert.match(session.session_id, /^[0-9a-f]{32}$/);
  assert.equal(session.expires_in, 172800);
  const ping = await admin.send("post", "/Session/ping", { body: { params: { access_token: session.access_token } } });
  assert.deepEqual(expect(ping, 200), { user_id: 1 });
});

test("reads an account", async () => {
  const params = { i_account: 1001, get_included_services: 1 } as const;
  const done = await admin.send("post", "/Account/get_account_info", { body: { params } });
  if (done.status !== 200) assert.fail(done.body.faultcode);
  const account = done.body.account_info;
  assert.equal(account?.id, "380501112233");
  assert.equal(account?.customer_name, "Panda Telecom");
  assert.equal(account?.blocked, "N");
  assert.equal(account?.credit_limit, 100);
  const none = await admin.send("post", "/Account/get_account_info", { body: { params: { i_account: 999999 } } });
  assert.deepEqual(expect(none, 200), {});
});

test("lists accounts, a page of them", async () => {
  const params = { i_customer: 101, limit: 2, offset: 1, get_total: 1 } as const;
  const done = await admin.send("post", "/Account/get_account_list", { body: { params } });
  if (done.status !== 200) assert.fail(done.body.faultcode);
  assert.deepEqual(done.body.account_list.map((one) => one.i_account), [1002, 1003]);
  assert.equal(done.body.total, 11); // one of the twelve is closed
});

test("writes an account and reads it back", async () => {
  const account_info = { i_account: 1012, blocked: "Y" } as const;
  const done = await admin.send("post", "/Account/update_account", { body: { params: { account_info } } });
  if (done.status !== 200) assert.fail(done.body.faultcode);
  assert.equal(done.body.i_account, 1012);
  const read = await admin.send("post", "/Account/get_account_info", { body: { params: { i_account: 1012 } } });
  if (read.status !== 200) assert.fail(read.body.faultcode);
  assert.equal(read.body.account_info?.blocked, "Y");
});

test("is told faults", async () => {
  const params = { login: ready.login, password: "guess" };
  const refused = await nobody.send("post", "/Session/login", { body: { params } });
  if (refused.status !== 500) assert.fail("a wrong password lets in");
  assert.equal(refused.body.faultcode, "Server.Session.auth_failed");
  const missed = await nobody.send("post", "/Account/get_account_info", { body: { params: { i_account: 1001 } } });
  if (missed.status !== 500) assert.fail("nobody is answered");
  assert.equal(missed.body.faultcode, "Client.check_auth.envelope_missed");
});

test("has a client of each realm, which sees its own", async () => {
  const { realms } = ready;
  const token = async (base: string, login: string, password: string) => {
    const done = await new Client<AccountPaths>(base).send("post", "/Session/login", {
      body: { params: { login, password } },
    });
    if (done.status !== 200) assert.fail(done.body.faultcode);
    return done.body.access_token;
  };
  const params = { i_account: 1021 }; // Kestrel Couriers has it
  const reseller = `${realms.reseller.http}/rest`;
  const heron = new Client<ResellerPaths>(reseller, await token(reseller, "heron", "Still-Water-3"));
  const seen = await heron.send("post", "/Account/get_account_info", { body: { params } });
  if (seen.status !== 200) assert.fail(seen.body.faultcode);
  assert.equal(seen.body.account_info?.id, "380671112201");
  const customer = `${realms.customer.http}/rest`;
  const panda = new Client<CustomerPaths>(customer, await token(customer, "panda", "Bamboo-Grove-7"));
  assert.deepEqual(expect(await panda.send("post", "/Account/get_account_info", { body: { params } }), 200), {});
  const own = `${realms.account.http}/rest`;
  const olena = new Client<AccountPaths>(own, await token(own, "olena", "Spring-Rain-4"));
  const done = await olena.send("post", "/Account/get_account_info", { body: { params: {} } });
  if (done.status !== 200) assert.fail(done.body.faultcode);
  assert.equal(done.body.account_info?.i_account, 1001);
});

test("asks API 2.0 for the members that it wants", async () => {
  const query = { fields: ["name", "product_group.name", "services.name"], name: "LTE%", sort: ["-id"], limit: 1 };
  const page = expect(await api2.send("get", "/products", { query }), 200);
  assert.deepEqual(page, {
    data: [
      {
        name: "LTE Unlimited",
        product_group: { name: "Mobile" },
        services: [{ name: "Voice" }, { name: "SMS" }, { name: "LTE 150M" }],
      },
    ],
    total: 2,
  });
  const one = await api2.send("get", "/products/{id}", { path: { id: 21 }, query: { fields: ["type"] } });
  assert.deepEqual(expect(one, 200), { data: { type: "addon" } });
  const wrong = await api2.send("get", "/services", { query: { fields: ["nmae"] } });
  if (wrong.status !== 400) assert.fail("an unknown field is taken");
  assert.equal(wrong.body.errors[0]?.code, "unknown_field");
  assert.match(wrong.body.errors[0]?.detail ?? "", /did you mean `name`/);
  assert.equal((await api2.send("get", "/products/{id}", { path: { id: 999 } })).status, 404);
});

test("has the ESPF's groups, adds one and takes it away", async () => {
  const names = async () => {
    const done = await espf.send("get", "/groups");
    if (done.status !== 200) assert.fail(done.body.error);
    return done.body.group_list.map((one) => one.name);
  };
  const before = await names();
  assert.ok(before.includes("HSS") && before.includes("IOT"));
  const made = await espf.send("post", "/group/create", { body: { name: "Voicemail" } });
  if (made.status !== 200) assert.fail(made.body.error);
  assert.equal(made.body.name, "Voicemail");
  assert.deepEqual(await names(), [...before, "Voicemail"]);
  const { i_group } = made.body;
  expect(await espf.send("delete", "/group/{i_group}", { path: { i_group } }), 200);
  assert.deepEqual(await names(), before);
  const stranger = new Client<EspfPaths>(`${origin}/espf/v1`);
  assert.equal((await stranger.send("get", "/groups")).status, 401);
});

test("tells the ESPF a status, which PortaBilling then lists", async () => {
  const body = { status: "FAILED", group: "HSS", message: "no such profile" } as const;
  expect(await espf.send("post", "/account/i/{i_account}/status", { path: { i_account: 1002 }, body }), 200);
  const params = { i_account: 1002 };
  const done = await admin.send("post", "/Account/get_provisioning_status_list", { body: { params } });
  if (done.status !== 200) assert.fail(done.body.faultcode);
  assert.match(JSON.stringify(done.body), /no such profile/);
});
