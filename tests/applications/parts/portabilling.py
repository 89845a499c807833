"""PortaBilling as the Application sees it: one session, what it says of an account, and where statuses go.

Threads: one.
"""

import json

from parts.requests import Lasting, Passing, json_object, refused

SESSION_OVER = {
    "Server.Session.check_auth.auth_failed",
    "Client.check_auth.envelope_missed",
    "Client.Session.check_auth.failed_to_process_jwt",
    "Client.Session.check_auth.failed_to_process_access_token",
}
PAGE = 1000  # PortaBilling cuts lists there
MESSAGE_CHARACTERS_MAX = 4000


class PortaBilling:
    def __init__(self, settings, requests, behaviour):
        self.settings = settings
        self.requests = requests
        self.behaviour = behaviour
        self.access_token = self.refresh_token = ""
        self.services = {}  # i_service: what get_service_info said
        self.readings = {}  # of trusts_old_reading

    # The session.

    def renew_session(self):
        if self.refresh_token:
            answer = self.session_call("refresh_access_token", {"refresh_token": self.refresh_token})
            if answer is not None:
                return
        settings = self.settings
        secret = {"token": settings.token} if settings.token else {"password": settings.password}
        if self.session_call("login", {"login": settings.login, **secret}) is None:
            raise Passing("PortaBilling refused the login")

    def session_call(self, method, params):
        """Keeps the tokens it brings. Returns None where PortaBilling refuses; Passing: no answer."""
        status, body = self.requests.send(
            "POST", f"{self.settings.portabilling_url}/rest/Session/{method}", {"params": params}
        )
        if status in (401, 403) or (status == 500 and fault_of(body)):
            self.access_token = self.refresh_token = ""  # what we had is dead
            return None
        if status != 200:
            raise refused(f"Session/{method}", status, body)
        answer = json_object(f"Session/{method}", body)
        self.access_token = answer.get("access_token", "")
        self.refresh_token = answer.get("refresh_token", "")
        return answer

    def send(self, method, url, body, what):
        """Sends with our token, and once more with a new one where PortaBilling says that it is over."""
        if not self.access_token or self.behaviour.has("logs_in_for_every_call"):
            self.refresh_token = ""
            self.renew_session()
        for is_last in (self.behaviour.has("never_renews_session"), True):
            headers = {"Authorization": f"Bearer {self.access_token}"}
            status, answer = self.requests.send(method, url, body, headers)
            is_over = status == 401 or (status == 500 and fault_of(answer).get("faultcode") in SESSION_OVER)
            if not is_over or is_last:
                break
            self.renew_session()
        fault = fault_of(answer) if status == 500 else {}
        if fault:
            raise Passing(f"{what} failed: {fault['faultcode']}: {fault.get('faultstring', '')}")
        if status // 100 != 2:
            raise refused(what, status, answer)
        return answer

    def call(self, method, **params):
        url = f"{self.settings.portabilling_url}/rest/{method}"
        try:
            return json_object(method, self.send("POST", url, {"params": params}, method))
        except Lasting as failure:  # whatever it says now, the account is still there to be read
            raise Passing(str(failure)) from failure

    def pages(self, method, name, **params):
        offset = 0
        while True:
            page = self.call(method, limit=PAGE, offset=offset, **params).get(name) or []
            yield from page
            if len(page) < PAGE:
                return
            offset += PAGE

    # What it knows.

    def account(self, i_account):
        """Returns account_info with `cards` and `services` added, or {} where there is no such account."""
        if self.behaviour.has("trusts_old_reading") and i_account in self.readings:
            return self.readings[i_account]
        answer = self.call("Account/get_account_info", i_account=i_account, get_included_services=1)
        account = answer.get("account_info") or {}
        is_account = isinstance(account, dict) and account.get("id")
        is_other = is_account and int(account.get("i_account", i_account)) != i_account
        is_garbled = is_other or (answer and not is_account and ("account_info" not in answer or account))
        if is_garbled and not self.behaviour.has("takes_garbled_for_none"):
            raise Passing("Account/get_account_info answered with something that is not the account")
        if is_garbled:
            account = {}
        if account:
            listed = self.pages("SIMCard/get_card_list", "sim_card_list", i_account=i_account)
            account["cards"] = [card for card in listed if card.get("imsi")]
            account["services"] = self.services_of(account)
        self.readings[i_account] = account
        return account

    def services_of(self, account):
        services = account.get("included_services") or []
        if account.get("i_product") and not services:
            product = self.call("Product/get_product_info", i_product=account["i_product"])
            services = (product.get("product_info") or {}).get("included_services") or []
        return [service if isinstance(service, dict) else self.service(service) for service in services]

    def service(self, i_service):
        """Installations differ in whether lists hold services or their numbers."""
        if i_service not in self.services:
            answer = self.call("Service/get_service_info", i_service=i_service)
            self.services[i_service] = answer.get("service_info") or {}
        return self.services[i_service]

    def accounts_of(self, i_customer):
        listed = self.pages("Account/get_account_list", "account_list", i_customer=i_customer)
        return {int(account["i_account"]) for account in listed}

    def assigned_cards(self):
        listed = self.pages("SIMCard/get_card_list", "sim_card_list")
        return [(card["imsi"], int(card["i_account"])) for card in listed if card.get("i_account")]

    # What it is told.

    def tell(self, i_account, status, message=""):
        group = "VoIP" if self.behaviour.has("wrong_group") else "HSS"
        body = {"status": status, "group": group}
        if message:
            body["message"] = message[:MESSAGE_CHARACTERS_MAX]
        url = f"{self.settings.espf_url}/espf/v1/account/i/{i_account}/status"
        self.send("POST", url, body, f"status {status} of account {i_account}")


def fault_of(body):
    try:
        fault = json.loads(body)
    except ValueError:
        return {}
    return fault if isinstance(fault, dict) and fault.get("faultcode") else {}
