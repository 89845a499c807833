// The page on stubs, from the tables.
#include <fmt/format.h>

#include "simulator/api/stubs/template.h"
#include "simulator/api/who_answers.h"
#include "simulator/scenario/language/page_parts.h"
#include "simulator/scenario/language/schema.h"

namespace sim {
namespace {

std::string introduction() {
  return "# Stubs: methods beyond the model\n\n"
         "Made from the declaration of stubs. PortaBilling has some 800 API methods; espf models those that "
         "an "
         "Application of the ESPF needs. Every other is known by name: what it answers you say in a few "
         "lines of "
         "YAML, in the world file, in a file beside it, or in a scenario.\n\n"
         "```yaml\n"
         "# stubs.yaml\n"
         "stubs:\n"
         "  - name: no calls yet\n"
         "    method: Account/get_xdr_list\n"
         "    answer: {body: {xdr_list: [], total: 0}}\n"
         "```\n\n"
         "```console\n"
         "$ espf serve --world fixtures/worlds/mvno.yaml --stubs stubs.yaml\n"
         "$ espf transcript\n"
         "…\n"
         "+4.120 s      Application  → PortaBilling  Account/get_xdr_list\n"
         "+4.121 s      PortaBilling → Application   200 by stub \"no calls yet\"\n"
         "```\n\n";
}

std::string rule_part() {
  std::string text =
      "## Who answers a call\n\n"
      "The first of these that there is for a call answers it. A request that is no call, or whose session "
      "has "
      "ended, is refused before a stub is asked (`answered_by: refusal`). Who it was stands in the "
      "transcript, in "
      "the answer's field `answered_by`, and `call` lines of scenarios can ask for it.\n\n"
      "| | `answered_by` | |\n|---|---|---|\n";
  int place = 0;
  for (const api::AnswererRow& row : api::answerer_table())
    text += fmt::format("| {} | `{}` | {} |\n", ++place, row.word, language::cell(std::string(row.sentence)));
  return text +
         "\n```yaml\n"
         "- expect: {call: {method: Account/get_xdr_list, answered: 200, answered_by: stub, stub: no calls "
         "yet}}\n"
         "```\n\n"
         "`espf explain` tells it beforehand, row by row: of the files that it is given (`--world`, "
         "`--suite`, "
         "`--stubs`, `--openapi`), else of the espf that serves in this folder, with the answers that its "
         "stubs "
         "have left. `--params` and `--realm` say more of the call; `--json` tells it to programs. Exit code "
         "1: "
         "there is no such method.\n\n"
         "```console\n"
         "$ espf explain Account/get_xdr_list --stubs stubs.yaml\n"
         "Account/get_xdr_list in the realm admin: POST /rest/Account/get_xdr_list\n"
         "\n"
         "  1  fault          none; only a scenario declares faults\n"
         "  2  stub           \"no calls yet\" (stubs.yaml:3:5)  <- answers\n"
         "  3  model          none: espf does not model it\n"
         "  4  specification  no document is given (--openapi FILE)\n"
         "  5  nothing        a fault, were there nobody to answer it\n"
         "\n"
         "It needs a session.\n"
         "```\n\n";
}

std::string where_part() {
  return "## Where stubs stand\n\n"
         "| | |\n|---|---|\n"
         "| `stubs:` of a world file | the list itself, or the name of a file of stubs |\n"
         "| `stubs:` of a scenario or of the suite file `espf.yaml` | likewise |\n"
         "| `espf serve --stubs FILE` | a file of stubs; may be repeated |\n\n"
         "They are asked in this order: `--stubs` or the scenario's, the suite file's, the world's; in each "
         "list from "
         "top to bottom. The first that a call fits answers it. A file of stubs has the one key `stubs:`; "
         "editors "
         "know its words with `# yaml-language-server: $schema=schema/stubs.json` in its first line. Of "
         "YAML, anchors (`&a`), aliases (`*a`) and tags are not read: write the value where it is used. A "
         "file "
         "whose name ends in .json must be JSON.\n\n"
         "All is checked when it is read, by `espf check stubs.yaml` and at the start of `espf serve`: an "
         "unknown "
         "method, a "
         "`<name>` that names nothing or that no call of the stub has (`<params.a.b>` where `a` is a text), "
         "a "
         "file that is not there, an answer that is no object, `params` that no call fits, a stub that can "
         "never answer because those before it take all its calls. Said as a note, since it may be meant: a "
         "stub "
         "that answers in place of a model, or to which stubs of another file leave no call; a parameter "
         "that nearly has the name of one that the method is described with; a value that the described type "
         "can never hold, as `abc` for an integer; a word such as `one_of`, where "
         "a VALUE has `any_of`; a text such as `< account.id >` or `<account.id`, which is put out as it "
         "stands.\n\n";
}

const language::Keys& answer_keys() {
  for (const language::Key& key : language::stub_keys()) {
    if (key.name == "answer") return key.keys;
  }
  return language::stub_keys();
}

std::string keys_part() {
  language::Keys keys = language::stub_keys();
  for (language::Key& key : keys) key.keys.clear();  // answers have a table of their own
  return "## A stub\n\nIt fits a call by `method` or `service`, `realm` and `params`; their VALUEs are those "
         "of "
         "[scenarios](scenarios.md#value).\n\n" +
         language::table_of(keys) + "An answer:\n\n" + language::table_of(answer_keys());
}

std::string examples_part() {
  return "## Examples\n\n"
         "One stub for one account, another for all the rest:\n\n"
         "```yaml\n"
         "stubs:\n"
         "  - method: Account/get_alias_list\n"
         "    params: {i_master_account: 1001}\n"
         "    answer: {body: {alias_list: [{i_account: 1002, id: \"380501112299\"}], total: 1}}\n"
         "  - method: Account/get_alias_list\n"
         "    answer: {body: {alias_list: [], total: 0}}\n"
         "```\n\n"
         "A template, a fault, and a whole service that is down:\n\n"
         "```yaml\n"
         "stubs:\n"
         "  - method: Account/get_subscriptions\n"
         "    params: {i_account: {absent: false}}\n"
         "    answer:\n"
         "      body:\n"
         "        subscriptions: [{i_account: <params.i_account>, name: \"Subscription of <account.id>\"}]\n"
         "  - method: CDR/get_call_recording\n"
         "    params: {i_xdr: {matches: '9.*'}}\n"
         "    answer: {fault: {faultcode: Server.CDR.xdr_not_found, faultstring: \"no xDR "
         "<params.i_xdr>\"}}\n"
         "  - service: CallControl\n"
         "    answer: {status: 503}\n"
         "```\n\n"
         "A sequence: twice busy, then the model answers:\n\n"
         "```yaml\n"
         "stubs:\n"
         "  - method: Customer/get_customer_info\n"
         "    answers:\n"
         "      - {fault: {faultcode: Server.Customer.busy, faultstring: try again}}\n"
         "      - {status: 503}\n"
         "    then: pass\n"
         "```\n\n"
         "A file, with `Content-Disposition: attachment; filename=\"call.mp3\"`, in chunks as recordings "
         "come:\n\n"
         "```yaml\n"
         "stubs:\n"
         "  - method: CDR/get_call_recording\n"
         "    answer: {file: recordings/one.mp3, filename: call.mp3}\n"
         "```\n\n"
         "A method of a newer release than espf's list:\n\n"
         "```yaml\n"
         "stubs:\n"
         "  - {method: Account/get_esim_profile, unlisted: true, answer: {body: {esim_profile: {state: "
         "released}}}}\n"
         "```\n\n";
}

std::string names_part() {
  std::string text =
      "## Names in templates\n\n"
      "In `body`, `fault` and `headers`. A value that is one `<name>` alone keeps its type, within a text it "
      "becomes "
      "text; `<<` is written for a `<`. What the call or the row does not have is null; within a text, or "
      "where the "
      "call is about no account that the world knows, the answer is a fault that says so.\n\n"
      "| name | |\n|---|---|\n"
      "| `<params>`, `<params.account_info.id>`, `<params.list.0>` | The call's own parameters. |\n";
  for (const api::TemplateName& row : api::template_names())
    text += fmt::format("| `<{}>` | {} |\n", row.name, language::cell(std::string(row.sentence)));
  return text + "\n";
}

std::string document_part() {
  return "## Your own PortaBilling's document\n\n"
         "```console\n"
         "$ espf serve --world fixtures/worlds/mvno.yaml --openapi AdminInterface.json\n"
         "```\n\n"
         "Take the document from your own PortaBilling, `/doc/api/AdminInterface.json` and the like: the "
         "methods that it describes, and that neither a stub nor a model answers, are answered as it says. "
         "The example of an answer is taken that has the name of a request's example with the same "
         "parameters, else the first example that fits its schema, else one is made of the schema. A request "
         "that the document does not allow is answered with the fault "
         "`Client.<Service>.<method>.wrong_parameter` (assumed), which says why; a number may be written as "
         "text, as clients do.\n\n"
         "The document counts in the realm that its name tells (`CustomerInterface.json`), else in all; "
         "`--openapi account=FILE` says another. It may be repeated; the first that describes a method "
         "counts. OpenAPI 3.0 and 3.1 are read, as JSON or YAML without anchors, aliases and tags. A method "
         "is a path `/<Service>/<method>` or "
         "`/rest/<Service>/<method>`; its parameters are the member `params` of the body, or, where the body "
         "has none, the body itself: such a call may come either way. It is described by `post`, else by "
         "`get`, and answers both, as "
         "PortaBilling's methods do. Where no answer is shown that fits its schema, one is made of the "
         "schema. Members that are `readOnly` are not required of requests, `writeOnly` ones not of answers. "
         "A text is held to a `pattern` up to 64 KB; a longer one breaks the schema.\n\n"
         "What is wrong in the file is told at the start:\n\n"
         "- As a mistake: what is no JSON in a file `*.json`, a part of another form than OpenAPI gives it, "
         "a "
         "reference that leads nowhere, in a circle or to a part of another kind, a schema that is none or "
         "whose alternatives double "
         "without end.\n"
         "- As a note: the same in what no method answers or takes, as faults and parameters; a name that is "
         "nearly one of OpenAPI's; a method that is described twice; parameters in the query, for a method's "
         "stand in its body; methods without a request (`--strict` holds them to our own document, where "
         "that "
         "describes them); keys of JSON that stand twice; keywords that are not checked (`format` and "
         "`multipleOf` are such), and patterns that are not ECMAScript's or too large to be checked; "
         "examples "
         "of answers, requests, faults, parameters and headers that break their own schema, and values that "
         "break the schema which shows them (`example`, `examples`, `default`); answers that cannot be "
         "made.\n\n"
         "`espf check FILE` shows all notes, `serve` and `run` ten of a file.\n\n"
         "Where it counts, `/doc/api` shows it behind espf's own documents, and its methods run from there. "
         "Programs get it as `/doc/api/openapi-1.json` (the first of `--openapi`) with this espf as the only "
         "one of its `servers`, those of paths and operations too; nothing is sent to those that it "
         "names.\n\n"
         "`espf serve --strict` refuses every request that its document does not allow, before anyone is "
         "asked (`answered_by: refusal`): yours where it describes what the method is sent, else espf's own "
         "(`espf openapi`). It is to the letter: what the body requires must be there, `null` is no object, "
         "and "
         "what the document does not name is refused too, unless "
         "it "
         "speaks of `additionalProperties`: so a misspelt parameter is noticed. The fault is "
         "`Client.<Service>.<method>.not_as_described` (assumed), and `Client.Request.unknown_member` "
         "(assumed) where something stands beside `params` and `auth_info`, whose members are held to the "
         "document too, and `Client.Request.malformed_json` where a name stands twice in one object. The "
         "ESPF "
         "API answers 400, to a parameter in the query as well; so does API 2.0's "
         "login. "
         "API 2.0's other requests are refused what they do not know in any case.\n";
}

}  // namespace

std::string stubs_page() {
  return introduction() + rule_part() + where_part() + keys_part() + examples_part() + names_part() +
         document_part();
}

}  // namespace sim
