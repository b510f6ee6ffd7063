"""Runs a task over the WebSocket: two agents, a task for one, its result, clean-up.

Needs the packages `websockets` and `requests` (on Debian python3-websockets and
python3-requests), and VAMP_URL and AUTH_TOKEN in the environment.
"""

import asyncio
import json
import os
import sys

import requests
import websockets

URL = os.environ.get("VAMP_URL", "http://127.0.0.1:4005")
HEADERS = {"Authorization": f"Bearer {os.environ['AUTH_TOKEN']}"}
# The argument was renamed in version 14.
HEADERS_NAME = (
    "additional_headers"
    if int(websockets.__version__.split(".")[0]) >= 14
    else "extra_headers"
)


def connect():
    """Opens the WebSocket; use it with `async with`."""
    address = URL.replace("http", "ws", 1) + "/ws"
    return websockets.connect(address, **{HEADERS_NAME: HEADERS})


async def wait_for(socket, is_wanted):
    """The first message that is wanted; an `error` ends the wait."""
    async for text in socket:
        message = json.loads(text)
        if is_wanted(message):
            return message
        if message["type"] == "error":
            raise RuntimeError(f"{message['code']}: {message['message']}")
    raise RuntimeError("the server closed the connection")


async def ask(socket, **message):
    """Sends a message and gives the answer to it, whatever comes in between."""
    message["id"] = f"{message['type']}-{id(message)}"
    await socket.send(json.dumps(message))
    return await wait_for(
        socket, lambda answer: answer.get("in_reply_to") == message["id"]
    )


async def main(description):
    health = requests.get(f"{URL}/api/health", headers=HEADERS, timeout=10)
    health.raise_for_status()
    print("server:", health.json()["status"])

    async with connect() as socket:
        agents = []
        for role in ("manager", "worker"):
            created = await ask(socket, type="create_agent", config={"role": role})
            agents.append(created["data"]["id"])
            print("created", role, created["data"]["name"])

        try:
            task = await ask(
                socket,
                type="assign_task",
                agent_id=agents[1],
                task={"description": description},
            )
            task_id = task["data"]["task_id"]
            print("task", task_id)
            ended = await wait_for(
                socket,
                lambda m: m["type"] in ("task_completed", "task_failed")
                and m["task_id"] == task_id,
            )
            print(ended["result"]["output"] if "result" in ended else ended["error"])
            return ended["type"] == "task_completed"
        finally:
            for agent in agents:
                await ask(socket, type="terminate_agent", agent_id=agent)


if __name__ == "__main__":
    text = sys.argv[1] if len(sys.argv) > 1 else "Say hello in one sentence."
    sys.exit(0 if asyncio.run(main(text)) else 1)
