"""The bot under test: it answers /order, and welcomes who joins. Your own bot would stand here, in whatever language."""

import base64
import json
import os
import socket
import struct
import threading
import urllib.request
from urllib.parse import urlsplit

GUILDS, GUILD_MEMBERS = 1 << 0, 1 << 1


class TinyBot:
    def __init__(self, api, token, application_id):
        self._api, self._token, self._application_id = f"{api}/v10", token, application_id
        self._sequence = None
        self._ready = threading.Event()
        self._closed = threading.Event()

    def __enter__(self):
        self._call("PUT", f"/applications/{self._application_id}/commands", COMMANDS)
        self._socket = Socket(self._call("GET", "/gateway/bot")["url"])
        threading.Thread(target=self._listen, daemon=True).start()
        if not self._ready.wait(10):
            raise TimeoutError("the gateway did not say READY")
        return self

    def __exit__(self, *_):
        self._closed.set()
        self._socket.close()

    def _call(self, method, path, body=None):
        request = urllib.request.Request(
            self._api + path,
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={"authorization": f"Bot {self._token}", "content-type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=10) as response:
            text = response.read()
            return json.loads(text) if text else None

    def _listen(self):
        for text in self._socket.messages():
            frame = json.loads(text)
            self._sequence = frame["s"] or self._sequence
            if frame["op"] == 10:
                interval = frame["d"]["heartbeat_interval"] / 1000
                threading.Thread(target=self._beat, args=(interval,), daemon=True).start()
                self._send(2, {"token": self._token, "intents": GUILDS | GUILD_MEMBERS, "properties": {}})
            elif frame["t"] == "READY":
                self._ready.set()
            elif frame["t"] == "INTERACTION_CREATE":
                self._answer(frame["d"])
            elif frame["t"] == "GUILD_MEMBER_ADD":
                self._welcome(frame["d"])

    def _beat(self, interval):
        while not self._closed.wait(interval):
            self._send(1, self._sequence)

    def _send(self, op, data):
        self._socket.send(json.dumps({"op": op, "d": data}))

    def _answer(self, interaction):
        options = {it["name"]: it["value"] for it in interaction["data"].get("options", [])}
        user = interaction["member"]["user"]["id"]
        self._call(
            "POST",
            f"/interactions/{interaction['id']}/{interaction['token']}/callback",
            {"type": 4, "data": {"content": f"<@{user}> orders {options.get('count', 1)} × {options['item']}"}},
        )

    def _welcome(self, member):
        dm = self._call("POST", "/users/@me/channels", {"recipient_id": member["user"]["id"]})
        self._call("POST", f"/channels/{dm['id']}/messages", {"content": "Welcome!"})


COMMANDS = [
    {
        "name": "order",
        "description": "Order something",
        "options": [
            {"type": 3, "name": "item", "description": "What", "required": True},
            {"type": 4, "name": "count", "description": "How many", "min_value": 1, "max_value": 9},
        ],
    }
]


class Socket:
    """As much of WebSocket (RFC 6455) as a gateway client needs: text out, masked; text and close in."""

    def __init__(self, url):
        at = urlsplit(url)
        self._socket = socket.create_connection((at.hostname, at.port), timeout=10)
        key = base64.b64encode(os.urandom(16)).decode()
        self._socket.sendall(
            (
                f"GET {at.path}/?v=10&encoding=json HTTP/1.1\r\nHost: {at.netloc}\r\nUpgrade: websocket\r\n"
                f"Connection: Upgrade\r\nSec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n"
            ).encode()
        )
        self._reader = self._socket.makefile("rb")
        if b"101" not in self._reader.readline():
            raise ConnectionError("the gateway refused the connection")
        while self._reader.readline().strip():
            pass
        self._socket.settimeout(None)
        self._writing = threading.Lock()

    def send(self, text):
        data, mask = text.encode(), os.urandom(4)
        length = (
            bytes([0x80 | len(data)])
            if len(data) < 126
            else bytes([0x80 | 126]) + struct.pack("!H", len(data))
            if len(data) < 65536
            else bytes([0x80 | 127]) + struct.pack("!Q", len(data))
        )
        masked = bytes(byte ^ mask[index % 4] for index, byte in enumerate(data))
        with self._writing:
            self._socket.sendall(b"\x81" + length + mask + masked)

    def messages(self):
        while True:
            head = self._reader.read(2)
            if len(head) < 2 or head[0] & 0x0F == 8:
                return
            length = head[1] & 0x7F
            if length == 126:
                (length,) = struct.unpack("!H", self._reader.read(2))
            elif length == 127:
                (length,) = struct.unpack("!Q", self._reader.read(8))
            data = self._reader.read(length)
            if head[0] & 0x0F == 1:
                yield data.decode()

    def close(self):
        try:
            self._socket.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass  # the other side was first
        self._reader.close()
        self._socket.close()
