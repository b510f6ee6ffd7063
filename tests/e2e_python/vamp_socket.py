"""The WebSocket of a server, as a program in Python uses it."""

import asyncio
import itertools
import json
from contextlib import asynccontextmanager

import websockets

# The argument was renamed in version 14.
HEADERS_NAME = (
    "additional_headers"
    if int(websockets.__version__.split(".")[0]) >= 14
    else "extra_headers"
)
DEADLINE_SECONDS = 60


class Server:
    def __init__(self, url, token):
        self.url = url
        self.headers = {"Authorization": f"Bearer {token}"}

    @asynccontextmanager
    async def socket(self):
        address = self.url.replace("http", "ws", 1) + "/ws"
        options = {HEADERS_NAME: self.headers}
        async with websockets.connect(address, **options) as connection:
            yield Socket(connection)


class Socket:
    """Sends messages and keeps all that come, in order."""

    def __init__(self, connection):
        self._connection = connection
        self._ids = itertools.count(1)
        self.messages = []

    async def send(self, **message):
        await self._connection.send(json.dumps(message))

    async def send_text(self, text):
        await self._connection.send(text)

    async def ask(self, **message):
        """Sends a message and gives the answer to it."""
        label = f"python-{next(self._ids)}"
        await self.send(id=label, **message)
        return await self.wait_for(lambda m: m.get("in_reply_to") == label)

    async def wait_for(self, is_wanted):
        """The first message that is wanted, also of those that came before."""
        for message in self.messages:
            if is_wanted(message):
                return message

        async def read():
            while True:
                message = json.loads(await self._connection.recv())
                self.messages.append(message)
                if is_wanted(message):
                    return message

        return await asyncio.wait_for(read(), DEADLINE_SECONDS)
