"""A small Application for tests of its supervision: what it does is its first argument."""

import http.server
import json
import os
import socket
import sys
import time
import urllib.request


class Events(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        if mode == "asks":  # one request to the HSS for each event
            try:
                url = os.environ["ESPF_HSS_URL"] + "/subscribers/255010000000001"
                urllib.request.urlopen(url, timeout=5).read()
            except OSError:
                pass
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_):
        pass


class Server(http.server.ThreadingHTTPServer):
    allow_reuse_port = True

    def server_bind(self):
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        super().server_bind()


mode = sys.argv[1]
if mode == "exits":
    print("it cannot be", flush=True)
    sys.exit(3)
if mode == "deaf":
    time.sleep(60)
print("environment " + json.dumps({k: v for k, v in os.environ.items() if k.startswith("ESPF_")}), flush=True)
server = Server(("127.0.0.1", int(os.environ["ESPF_APPLICATION_PORT"])), Events)
print("serving", os.getpid(), flush=True)
server.serve_forever()
