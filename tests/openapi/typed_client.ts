// A client as its author writes it against the types that openapi-typescript makes of the documents. It is never run:
// tsc says whether the documents describe enough. Each line below @ts-expect-error must be refused.
import type { components, operations as Methods } from "./admin";
import type { paths as EspfPaths } from "./espf";
import type { webhooks } from "./webhooks";

type Json<T> = T extends { content: { "application/json": infer Body } } ? Body : never;
type Params<Name extends keyof Methods> = Methods[Name] extends {
  requestBody?: { content: { "application/json": { params?: infer Given } } };
}
  ? Given
  : never;
type Answered<Name extends keyof Methods> = Json<Methods[Name]["responses"][200]>;
type Faulty<Name extends keyof Methods> = Json<Methods[Name]["responses"][500]>;
type Event = {
  [Type in keyof webhooks]: Json<webhooks[Type]["post"]["requestBody"]>;
}[keyof webhooks];

declare function call<Name extends keyof Methods>(
  name: Name,
  params: Params<Name>,
): Promise<{ answer: Answered<Name> } | { fault: Faulty<Name> }>;

async function isBarred(i_account: number): Promise<boolean | undefined> {
  const done = await call("Account_get_account_info", { i_account, get_included_services: 1 });
  if ("fault" in done) {
    if (done.fault.faultcode === "Server.Session.check_auth.auth_failed") return undefined;
    // @ts-expect-error: no such fault is described
    if (done.fault.faultcode === "Server.Account.on_fire") return undefined;
    throw new Error(done.fault.faultstring);
  }
  const account: components["schemas"]["account_info"] | undefined = done.answer.account_info;
  // @ts-expect-error: an account that does not exist is an empty object
  done.answer.account_info.id.length;
  // @ts-expect-error: blocked is Y or N
  if (account?.blocked === true) return true;
  const limit: number | null | undefined = account?.credit_limit;
  return account?.blocked === "Y" || account?.bill_status !== "O" || limit === 0;
}

// @ts-expect-error: account_info is needed
void call("Account_update_account", {});
void call("Account_update_account", { account_info: { i_account: 1001, blocked: "Y", credit_limit: null } });

type Status = Json<NonNullable<EspfPaths["/account/i/{i_account}/status"]["post"]["requestBody"]>>;
const told: Status = { status: "FAILED", group: "HSS", message: "no such profile" };
// @ts-expect-error: no such status is described
const wrong: Status = { status: "DONE", group: "HSS" };

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
