"""Where events arrive.

POST: 200 once the event is on disk (a repeat too), 400 no event, 401 not from our ESPF (PortaBilling drops an
event after any 4xx), 503 it cannot be kept now, so that it is sent again.
"""

import json
import os
import re
import socketserver
import sqlite3
import ssl
import sys
import threading
import time
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from parts.authorization import refusal
from parts.events import parse_event
from parts.journal import REPEAT
from parts.requests import Passing

BODY_BYTES_MAX = 1 << 20
KNOWN = re.compile(
    r"(Subscriber|Customer|Invoice|DID)/(Created|Updated|Deleted)|Subscriber/\w+/Changed"
    r"|(Account|Customer|CustomerSite|Invoice|DID|PaymentTransaction)/.+"
)


class Receiver(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, settings, journal, worker, hss, behaviour):
        self.settings = settings
        self.journal = journal
        self.worker = worker
        self.hss = hss
        self.behaviour = behaviour
        self.left_hanging = set()
        self.tls = None
        if settings.certificate_file:
            self.tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
            self.tls.load_cert_chain(settings.certificate_file, settings.key_file)
        super().__init__(("127.0.0.1", settings.port), Connection)

    def server_bind(self):
        socketserver.TCPServer.server_bind(self)  # HTTPServer's would ask DNS for our name
        self.server_name, self.server_port = self.server_address

    def handle_error(self, request, client_address):
        # Somebody who only looks whether we listen, or hangs up, is no error.
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)


class Connection(BaseHTTPRequestHandler):
    """One connection, with one thread: it may carry any number of requests."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1  # an answer is one packet
    timeout = 60  # of idle connections

    def setup(self):
        if self.server.tls:
            self.request = self.server.tls.wrap_socket(self.request, server_side=True)
        super().setup()

    def finish(self):
        super().finish()
        if self.server.tls:
            self.request.close()

    def do_GET(self):
        self.answer(200 if self.path == "/healthz" else 404)

    def do_POST(self):
        length = self.headers.get("Content-Length", "")
        if not length.isdigit() or int(length) > BODY_BYTES_MAX:
            self.close_connection = True  # what follows is not read
            return self.answer(413 if length.isdigit() else 411)
        body = self.rfile.read(int(length))
        if len(body) < int(length):
            self.close_connection = True
            return None
        if self.path.split("?")[0] not in ("/", "/events", self.server.settings.path):
            return self.answer(404)
        why_not = refusal(self.server.settings, self.headers)
        if self.server.behaviour.has("knows_basic_only") and self.server.settings.event_authorization != "basic":
            why_not = "the authorization is not Basic"
        if why_not and not self.server.behaviour.has("skips_authorization_check"):
            return self.answer(401, why_not)
        try:
            event = parse_event(json.loads(body), self.server.behaviour)
        except (ValueError, RecursionError) as problem:
            return self.answer(400, str(problem))
        return self.take(event)

    def take(self, event):
        server, behaviour = self.server, self.server.behaviour
        if behaviour.has("dies_on_unknown_event") and not KNOWN.fullmatch(event.event_type):
            print(f"cannot happen: {event.event_type}", flush=True)
            os._exit(1)
        if behaviour.has("answers_400_when_hss_is_down") and not self.hss_is_up(event):
            return self.answer(400, "the HSS does not answer")
        if behaviour.has("hangs") and event.i_event not in server.left_hanging:
            server.left_hanging.add(event.i_event)
            self.close_connection = True
            return threading.Event().wait(60)
        if behaviour.has("answers_before_journal") and event.subject:
            self.answer(200)
            return server.worker.wake(event.subject, unwritten=event)
        try:
            is_new = server.journal.append(event)
        except sqlite3.Error as problem:
            return self.answer(503, str(problem))
        print(f"{'event' if is_new else 'repeat of'} {event.i_event}: {event.event_type}", flush=True)
        if not is_new and behaviour.has("forgets_repeats"):
            again = {"i_event": f"{event.i_event} at {time.time_ns()}", "event_type": REPEAT}
            is_new = server.journal.append(replace(event, **again))
        try:
            self.answer(202 if behaviour.has("answers_202") else 200)
        finally:
            if is_new and event.subject:
                server.worker.wake(event.subject)

    def hss_is_up(self, event):
        kind, _, number = event.subject.partition(" ")
        try:
            for imsi in self.server.journal.imsis_of(int(number)) if kind == "account" else ():
                self.server.hss.find(imsi)
        except Passing:
            return False
        return True

    def answer(self, status, problem=None):
        body = json.dumps({"error": problem} if problem else {}).encode()
        self.send_response(status)
        if status == 401:
            self.send_header("WWW-Authenticate", 'Basic realm="faulty"')
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        self.wfile.flush()

    def log_message(self, *_):
        pass
