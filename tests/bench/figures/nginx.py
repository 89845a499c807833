"""nginx as what others are compared with: one worker, on a free port, answering every request with one text."""
import socket
import time

from figures.bench import NotMeasured, free_port, program

MISSING = "nginx is not installed"


def quoted(text):
    """The text in pieces that nginx's reader takes (at most 4 KB a word), as `set` lines and their sum."""
    escape = {"\\": "\\\\", '"': '\\"', "$": "${dollar}"}
    pieces = ["".join(escape.get(character, character) for character in text[i:i + 400])
              for i in range(0, len(text), 400)]
    lines = "".join(f'set $piece{i} "{piece}";\n' for i, piece in enumerate(pieces))
    return lines, "".join(f"${{piece{i}}}" for i in range(len(pieces)))


def start(bench, text):
    """Starts it and returns the process with `.port`; None where nginx is not installed."""
    nginx = program("nginx")
    if nginx is None:
        return None
    port = free_port()
    folder = bench.new_folder("nginx")
    folder.chmod(0o755)
    sets, whole = quoted(text)
    temporary = "".join(f"{kind}_temp_path {folder}/{kind};\n"
                        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    configuration = bench.file("nginx.conf", f"""
daemon off;
worker_processes 1;
pid {folder}/pid;
error_log stderr;
events {{ worker_connections 256; }}
http {{
  access_log off;
  keepalive_requests 100000000;
  default_type application/json;
  {temporary}
  geo $dollar {{ default "$"; }}
  server {{
    listen 127.0.0.1:{port};
    location / {{
      {sets}
      return 200 "{whole}";
    }}
  }}
}}
""")
    process = bench.start([nginx, "-p", folder, "-e", "stderr", "-c", configuration])
    process.port = port
    return process


def until_200(bench, process, request):
    """Seconds from now until `request` (bytes) is answered 200 on process.port."""
    begin = time.perf_counter()
    while time.perf_counter() - begin < 10:
        try:
            with socket.create_connection(("127.0.0.1", process.port), timeout=2) as connection:
                connection.sendall(request)
                if connection.recv(65536).startswith(b"HTTP/1.1 200"):
                    return time.perf_counter() - begin
        except ConnectionError:
            pass
        if process.poll() is not None:
            raise NotMeasured(f"{process.args[0]} ended: {bench.complaint(process)}")
        time.sleep(0.0003)
    raise NotMeasured(f"{process.args[0]} did not answer 200 within 10 s")
