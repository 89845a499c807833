// The language server that editors read YAML with, spoken to as an editor does (LSP over its standard streams).
import { spawn } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const LIMIT_MS = 60_000;

// Takes the messages out of a stream of `Content-Length: N` and N bytes.
function each_message(stream, take) {
  let bytes = Buffer.alloc(0);
  stream.on('data', (part) => {
    bytes = Buffer.concat([bytes, part]);
    for (;;) {
      const end = bytes.indexOf('\r\n\r\n');
      if (end < 0) return;
      const length = Number(/Content-Length: (\d+)/i.exec(bytes.subarray(0, end).toString())[1]);
      if (bytes.length < end + 4 + length) return;
      take(JSON.parse(bytes.subarray(end + 4, end + 4 + length).toString()));
      bytes = bytes.subarray(end + 4 + length);
    }
  });
}

export class LanguageServer {
  #process;
  #number = 0;
  #answers = new Map(); // of requests by their number
  #diagnostics = new Map(); // whoever waits for them, by the file's URI

  // `binary`: yaml-language-server's.
  static async start(binary, root) {
    const server = new LanguageServer();
    server.#process = spawn(process.execPath, [binary, '--stdio'], { cwd: root, stdio: ['pipe', 'pipe', 'inherit'] });
    each_message(server.#process.stdout, (message) => server.#take(message));
    await server.request('initialize', {
      processId: process.pid,
      rootUri: pathToFileURL(root).href,
      capabilities: { workspace: { configuration: true }, textDocument: { completion: {} } },
    });
    server.#send({ method: 'initialized', params: {} });
    return server;
  }

  async stop() {
    await this.request('shutdown', null);
    this.#send({ method: 'exit' });
    await new Promise((done) => this.#process.once('exit', done));
  }

  // Opens the text as if it stood in `file`, and returns what the server says of it.
  async open(file, text) {
    const uri = pathToFileURL(path.resolve(file)).href;
    const said = this.#within(`the diagnostics of ${file}`, (done) => this.#diagnostics.set(uri, done));
    this.#send({
      method: 'textDocument/didOpen',
      params: { textDocument: { uri, languageId: 'yaml', version: 1, text } },
    });
    return said;
  }

  close(file) {
    const uri = pathToFileURL(path.resolve(file)).href;
    this.#send({ method: 'textDocument/didClose', params: { textDocument: { uri } } });
  }

  // The words that are offered at a place of an open file, from 0.
  async completions(file, line, character) {
    const uri = pathToFileURL(path.resolve(file)).href;
    const list = await this.request('textDocument/completion', { textDocument: { uri }, position: { line, character } });
    return (list?.items ?? list ?? []).map((item) => item.label);
  }

  async request(method, params) {
    const id = ++this.#number;
    const answer = this.#within(`the answer to ${method}`, (done) => this.#answers.set(id, done));
    this.#send({ id, method, params });
    return answer;
  }

  #within(what, begin) {
    return new Promise((done, fail) => {
      const timer = setTimeout(() => fail(new Error(`${what} did not come`)), LIMIT_MS);
      begin((value) => {
        clearTimeout(timer);
        done(value);
      });
    });
  }

  #send(message) {
    const body = JSON.stringify({ jsonrpc: '2.0', ...message });
    this.#process.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  }

  #take(message) {
    if (message.method === 'textDocument/publishDiagnostics') {
      this.#diagnostics.get(message.params.uri)?.(message.params.diagnostics);
      this.#diagnostics.delete(message.params.uri);
    } else if (message.method === 'workspace/configuration') {
      const yaml = { validate: true, completion: true, hover: true, schemaStore: { enable: false } };
      const result = message.params.items.map((item) => (item.section === 'yaml' ? yaml : null));
      this.#send({ id: message.id, result });
    } else if (message.method !== undefined && message.id !== undefined) {
      this.#send({ id: message.id, result: null });
    } else if (message.id !== undefined) {
      this.#answers.get(message.id)?.(message.result);
      this.#answers.delete(message.id);
    }
  }
}
