// What tsc must say of a client. It is never run: the documents describe enough when each line below @ts-expect-error
// is refused, and nothing else is.
import type { components, paths as AdminPaths } from "./admin";
import type { paths as Api2Paths } from "./api2";
import type { Client } from "./client.mjs";
import type { paths as EspfPaths } from "./espf";
import type { webhooks } from "./webhooks";

type Json<T> = T extends { content: { "application/json": infer Body } } ? Body : never;
type Event = {
  [Type in keyof webhooks]: Json<webhooks[Type]["post"]["requestBody"]>;
}[keyof webhooks];

declare const admin: Client<AdminPaths>;
declare const api2: Client<Api2Paths>;
declare const espf: Client<EspfPaths>;

async function isBarred(i_account: number): Promise<boolean | undefined> {
  const params = { i_account, get_included_services: 1 } as const;
  const done = await admin.send("post", "/Account/get_account_info", { body: { params } });
  if (done.status !== 200) {
    if (done.body.faultcode === "Server.Session.check_auth.auth_failed") return undefined;
    // @ts-expect-error: no such fault is described
    if (done.body.faultcode === "Server.Account.on_fire") return undefined;
    throw new Error(done.body.faultstring);
  }
  const account: components["schemas"]["account_info"] | undefined = done.body.account_info;
  // @ts-expect-error: an account that does not exist is an empty object
  done.body.account_info.id.length;
  // @ts-expect-error: blocked is Y or N
  if (account?.blocked === true) return true;
  const limit: number | null | undefined = account?.credit_limit;
  return account?.blocked === "Y" || account?.bill_status !== "O" || limit === 0;
}

// @ts-expect-error: account_info is needed
void admin.send("post", "/Account/update_account", { body: { params: {} } });
void admin.send("post", "/Account/update_account", {
  body: { params: { account_info: { i_account: 1001, blocked: "Y", credit_limit: null } } },
});
// @ts-expect-error: the document has no such method
void admin.send("post", "/Account/get_acount_info");
// @ts-expect-error: a method is a POST
void admin.send("put", "/Account/get_account_info");

void api2.send("get", "/products", { query: { fields: ["name"], type: "main", limit: 3 } });
// @ts-expect-error: a product is main or addon
void api2.send("get", "/products", { query: { type: "mian" } });
// @ts-expect-error: which product
void api2.send("get", "/products/{id}", { path: {} });

type Status = Json<NonNullable<EspfPaths["/account/i/{i_account}/status"]["post"]["requestBody"]>>;
const told: Status = { status: "FAILED", group: "HSS", message: "no such profile" };
// @ts-expect-error: no such status is described
const wrong: Status = { status: "DONE", group: "HSS" };
void espf.send("post", "/account/i/{i_account}/status", { path: { i_account: 1001 }, body: told });

async function receive(event: Event): Promise<Status | undefined> {
  switch (event.event_type) {
    case "Subscriber/Updated":
      return (await isBarred(Number(event.variables.i_account))) === undefined ? wrong : told;
    case "Invoice/Created":
      return event.variables.i_invoice === 2 ? told : undefined;
    // @ts-expect-error: the documents have no such event
    case "Invoice/Deleted":
      return undefined;
    default:
      return event.variables.i_event === 0 ? told : undefined;
  }
}
void receive;
