"""What the Application is told: the variables that `espf run` sets in its environment."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Settings:
    port: int
    path: str  # where events are POSTed to
    certificate_file: str  # with both files it serves HTTPS
    key_file: str
    data_folder: str
    portabilling_url: str
    espf_url: str
    hss_url: str
    clock_url: str  # empty: the system's time
    ca_file: str
    login: str
    password: str
    token: str
    seed: int
    timeout: float  # of one request, in seconds of real time
    # How the ESPF proves who it is.
    event_header: str
    event_authorization: str  # basic, custom or signature
    event_login: str
    event_password: str
    event_custom_type: str
    event_custom_value: str
    event_key_id: str
    event_secret: str
    event_algorithm: str


def read_settings(environment):
    """Raises KeyError with the name of a variable that must be there and is not."""
    get = environment.get
    url = get("ESPF_APPLICATION_URL", "")
    path = "/" + url.split("://", 1)[-1].partition("/")[2]
    return Settings(
        port=int(environment["ESPF_APPLICATION_PORT"]),
        path=path,
        certificate_file=get("ESPF_TLS_CERTIFICATE", ""),
        key_file=get("ESPF_TLS_KEY", ""),
        data_folder=environment["ESPF_DATA_FOLDER"],
        portabilling_url=environment["ESPF_PORTABILLING_URL"],
        espf_url=get("ESPF_URL") or environment["ESPF_PORTABILLING_URL"],
        hss_url=environment["ESPF_HSS_URL"],
        clock_url=get("ESPF_CLOCK_URL", ""),
        ca_file=get("ESPF_CA_FILE", ""),
        login=environment["ESPF_LOGIN"],
        password=get("ESPF_PASSWORD", ""),
        token=get("ESPF_TOKEN", ""),
        seed=int(get("ESPF_SEED", "1")),
        timeout=30.0,
        event_header=get("ESPF_EVENT_HEADER", "Authorization"),
        event_authorization=get("ESPF_EVENT_AUTHORIZATION_TYPE", "basic"),
        event_login=get("ESPF_EVENT_LOGIN", ""),
        event_password=get("ESPF_EVENT_PASSWORD", ""),
        event_custom_type=get("ESPF_EVENT_CUSTOM_TYPE", ""),
        event_custom_value=get("ESPF_EVENT_CUSTOM_VALUE", ""),
        event_key_id=get("ESPF_EVENT_KEY_ID", ""),
        event_secret=get("ESPF_EVENT_SECRET", ""),
        event_algorithm=get("ESPF_EVENT_ALGORITHM", "hmac-sha1"),
    )
