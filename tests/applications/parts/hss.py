"""The HSS: a record for each SIM card, by its IMSI."""

from parts.requests import json_object, refused

FIELDS = ("msisdn", "profile", "barred")


class Hss:
    def __init__(self, url, requests):
        self.url = url
        self.requests = requests

    def find(self, imsi):
        """Returns the record, or None."""
        status, body = self.send("GET", imsi)
        if status == 404:
            return None
        if status != 200:
            raise refused(f"GET of {imsi}", status, body)
        record = json_object(f"GET of {imsi}", body)
        return {name: record.get(name) for name in FIELDS}

    def put(self, imsi, record):
        status, body = self.send("PUT", imsi, record)
        if status // 100 != 2:
            raise refused(f"PUT of {imsi}", status, body)

    def remove(self, imsi):
        status, body = self.send("DELETE", imsi)
        if status // 100 != 2 and status != 404:
            raise refused(f"DELETE of {imsi}", status, body)

    def send(self, method, imsi, body=None):
        return self.requests.send(method, f"{self.url}/subscribers/{imsi}", body)
