"""An Application for tests of what espf does with a wrong one; its first argument says how it is wrong.

  hangs     takes an event and never answers it
  stubborn  likewise, and SIGTERM does not end it
  garbage   answers with what is no HTTP
  leaves    ends, with exit code 7, when the first event comes

In the folder $NOTES it leaves a file for each thing that a test waits for: `started` (its process and its data
folder), `event`, `asked_to_end`.
"""

import os
import signal
import socket
import sys


def note(name, text=""):
    path = os.path.join(os.environ["NOTES"], name)
    with open(path + ".new", "w") as file:
        file.write(text)
    os.rename(path + ".new", path)  # who sees it sees all of it


def asked_to_end(*_):
    note("asked_to_end")
    if mode != "stubborn":
        os._exit(0)


mode = sys.argv[1]
signal.signal(signal.SIGTERM, asked_to_end)
listener = socket.socket()
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
listener.bind(("127.0.0.1", int(os.environ["ESPF_APPLICATION_PORT"])))
listener.listen()
note("started", f"{os.getpid()} {os.environ['ESPF_DATA_FOLDER']}")
held = []
while True:
    connection = listener.accept()[0]
    request = connection.recv(65536)
    if not request:  # espf only looked whether we listen
        continue
    note("event")
    if mode == "leaves":
        print("this is too much", flush=True)
        os._exit(7)
    if mode == "garbage":
        connection.sendall(b"SSH-2.0-OpenSSH_9.2\r\n")
        connection.close()
    held.append(connection)
