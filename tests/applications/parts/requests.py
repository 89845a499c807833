"""Requests to others, and the two ways in which they fail.

Every request has a connection of its own: a kept one that the peer has closed cannot be told from a lost
answer, and who repeats a PUT because of it does it twice.
"""

import http.client
import json
import ssl
from urllib.parse import urlsplit


class Passing(Exception):
    """May be over at the next try: no answer, a 5xx, a fault."""


class Lasting(Exception):
    """No retry will mend it: the peer refused what we asked for."""


# 4xx that say "not now" rather than "never".
NOT_NOW = {401, 403, 408, 409, 423, 425, 429}


class Requests:
    def __init__(self, timeout, ca_file=""):
        self.timeout = timeout
        self.ca_file = ca_file
        self.context = None  # made at the first https URL

    def send(self, method, url, body=None, headers=None, timeout=None):
        """Returns status and body (bytes). `body` is sent as JSON. Raises Passing without an answer."""
        parts = urlsplit(url)
        headers = dict(headers or {}, Accept="application/json", Connection="close")
        if body is not None:
            body = json.dumps(body).encode()
            headers["Content-Type"] = "application/json"
        connection = self.connect(parts, timeout or self.timeout)
        try:
            connection.request(method, parts.path + ("?" + parts.query if parts.query else ""), body, headers)
            response = connection.getresponse()
            return response.status, response.read()
        except (OSError, http.client.HTTPException) as failure:
            why = str(failure) or type(failure).__name__
            raise Passing(f"{method} {parts.path} got no answer: {why}") from failure
        finally:
            connection.close()

    def connect(self, parts, timeout):
        if parts.scheme != "https":
            return http.client.HTTPConnection(parts.hostname, parts.port, timeout=timeout)
        if self.context is None:
            self.context = ssl.create_default_context(cafile=self.ca_file or None)
        return http.client.HTTPSConnection(parts.hostname, parts.port, timeout=timeout, context=self.context)


def refused(what, status, body):
    """The exception that an answer other than 2xx is."""
    excerpt = body[:200].decode("utf-8", "replace").strip()
    text = f"{what} was answered with {status}" + (f": {excerpt}" if excerpt else "")
    return Lasting(text) if 400 <= status <= 499 and status not in NOT_NOW else Passing(text)


def json_object(what, body):
    try:
        answer = json.loads(body)
    except ValueError:
        answer = None
    if not isinstance(answer, dict):
        raise Passing(f"{what} was answered with something that is no JSON object")
    return answer
