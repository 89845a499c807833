// A client as its author writes it once for every document, against the types that openapi-typescript makes of them.
type Json<T> = T extends { content: { "application/json": infer Body } } ? Body : never;
// The verbs that a path has; the types name all, as `put?: never`.
type Verbs<Operations> = {
  [Verb in keyof Operations]-?: [NonNullable<Operations[Verb]>] extends [never] ? never : Verb;
}[Exclude<keyof Operations, "parameters">];

// What an operation takes …
export interface Asked<Operation> {
  path?: Operation extends { parameters: { path: infer Given } } ? Given : never;
  query?: Operation extends { parameters: { query?: infer Given } } ? Given : never;
  body?: Operation extends { requestBody?: infer Given } ? Json<Given> : never;
}
// … and what it answers: a body for each HTTP status.
export type Answered<Operation> = Operation extends { responses: infer All }
  ? { [Status in keyof All]: { status: Status; body: Json<All[Status]> } }[keyof All]
  : never;

export class Client<Paths> {
  // `base` with the document's server, as http://127.0.0.1:8080/rest; without a token nobody asks.
  constructor(
    readonly base: string,
    readonly token?: string,
  ) {}

  async send<Path extends keyof Paths & string, Verb extends Verbs<Paths[Path]> & string>(
    verb: Verb,
    path: Path,
    asked: Asked<Paths[Path][Verb]> = {},
  ): Promise<Answered<Paths[Path][Verb]>> {
    const url = new URL(this.base + path.replace(/{(\w+)}/g, (_, name) => encodeURIComponent(member(asked.path, name))));
    for (const name of Object.keys(asked.query ?? {})) url.searchParams.set(name, member(asked.query, name));
    const answer = await fetch(url, {
      method: verb.toUpperCase(),
      headers: {
        ...(this.token === undefined ? {} : { Authorization: `Bearer ${this.token}` }),
        ...(asked.body === undefined ? {} : { "Content-Type": "application/json" }),
      },
      ...(asked.body === undefined ? {} : { body: JSON.stringify(asked.body) }),
    });
    // That this is what the document says is the server's promise, and the document's test.
    return { status: answer.status, body: await answer.json() } as Answered<Paths[Path][Verb]>;
  }
}

// A list is written with commas.
function member(of: unknown, name: string): string {
  return String((of as Record<string, unknown>)[name]);
}
