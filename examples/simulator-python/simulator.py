"""A simulated Discord, and its control API. Nothing but Python's standard library."""

import http.client
import json
import os
import queue
import socket
import subprocess
import threading
from urllib.parse import urlencode, urlsplit

START = os.environ.get("SIMULATOR_COMMAND", "npx --yes @guildhall/discord-simulator")


class Refused(Exception):
    """The simulator said no. `reason` and `missing` say why."""

    def __init__(self, status, error):
        super().__init__(f"{status}: {error['message']}")
        self.code = error["code"]
        self.reason = error.get("reason")
        self.missing = error.get("missing", [])
        self.discord_code = error.get("discordCode")


class Simulator:
    """Starts with the block that uses it, and stops with it: also when this program is killed."""

    def __enter__(self):
        self._process = subprocess.Popen(
            [*START.split(), "--json", "--until-stdin-ends", "--limits", "off", "--seed", "7"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        told = json.loads(self._process.stdout.readline())
        self.api = told["api"]
        self.application = told["application"]
        self._address = urlsplit(told["origin"]).netloc
        self._headers = {
            "authorization": f"Bearer {told['controlToken']}",
            "content-type": "application/json",
        }
        return self

    def __exit__(self, *_):
        self._process.stdin.close()
        self._process.wait(timeout=10)
        self._process.stdout.close()

    def ask(self, operation, **request):
        """One operation of the control API: sim.ask("say", **{"as": ana}, channelId=general, content="hi")."""
        connection = http.client.HTTPConnection(self._address, timeout=30)
        try:
            connection.request("POST", f"/control/{operation}", json.dumps(request), self._headers)
            response = connection.getresponse()
            body = json.loads(response.read())
        finally:
            connection.close()
        if response.status != 200:
            raise Refused(response.status, body["error"])
        return body

    def events(self, user_id):
        """What this user sees, as it happens."""
        return Events(self._address, self._headers, user_id)


class Events:
    """Server-sent events, read in the background."""

    def __init__(self, address, headers, user_id):
        self._connection = http.client.HTTPConnection(address)
        self._connection.request("GET", f"/control/events?{urlencode({'as': user_id})}", headers=headers)
        # Taken now: with an answer that does not end, the connection gives its socket away.
        self._socket = self._connection.sock
        self._response = self._connection.getresponse()
        self._heard = queue.Queue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def __enter__(self):
        self.until("snapshot")
        return self

    def __exit__(self, *_):
        # The reader holds the response while it waits: closing alone would wait with it.
        self._socket.shutdown(socket.SHUT_RDWR)
        self._reader.join()
        self._connection.close()

    def _read(self):
        try:
            for line in self._response:
                if line.startswith(b"data: "):
                    self._heard.put(json.loads(line[6:]))
        except OSError:
            pass  # closed from our side

    def until(self, kind, matches=lambda event: True, timeout=10):
        """The next event of this kind for which `matches` is true."""
        while True:
            event = self._heard.get(timeout=timeout)
            if event["type"] == kind and matches(event):
                return event
