"""The whole system from outside: health, agents, tasks, crashes, clean-up."""

import asyncio
import os
import signal

import requests


def test_complete_agent_workflow(server):
    """From the health of the server to a completed task, and nothing left."""
    health = requests.get(
        f"{server.url}/api/health", headers=server.headers, timeout=10
    )
    assert health.status_code == 200
    assert health.json()["status"] == "healthy"

    async def workflow():
        async with server.socket() as socket:
            manager = await socket.ask(
                type="create_agent",
                config={
                    "role": "manager",
                    "model": "sonnet",
                    "resource_limits": {"memory_mb": 512, "timeout_seconds": 300},
                },
            )
            worker = await socket.ask(
                type="create_agent",
                config={
                    "role": "worker",
                    "model": "sonnet",
                    "resource_limits": {"memory_mb": 256, "timeout_seconds": 180},
                },
            )
            assert manager["type"] == worker["type"] == "agent_created"
            assert manager["data"]["role"] == "manager"
            assert worker["data"]["status"] == "idle"
            manager_id = manager["data"]["id"]
            worker_id = worker["data"]["id"]

            assigned = await socket.ask(
                type="assign_task",
                agent_id=manager_id,
                task={
                    "id": "test-task-001",
                    "description": "Create a simple Hello World Python script",
                    "priority": 1,
                },
            )
            assert assigned["type"] == "task_assigned"
            assert assigned["data"]["task_id"] == "test-task-001"

            completed = await socket.wait_for(
                lambda m: m["type"] in ("task_completed", "task_failed")
                and m["task_id"] == "test-task-001"
            )
            assert completed["type"] == "task_completed", completed
            assert completed["agent_id"] == manager_id
            assert completed["result"]["output"]

            for agent_id in (manager_id, worker_id):
                ended = await socket.ask(type="terminate_agent", agent_id=agent_id)
                assert ended["type"] == "agent_terminated"
                assert ended["agent_id"] == agent_id
            return manager_id, worker_id

    for agent_id in asyncio.run(workflow()):
        agent = requests.get(
            f"{server.url}/api/agents/{agent_id}", headers=server.headers, timeout=10
        ).json()
        assert agent["status"] == "terminated"
        assert agent["process_id"] is None


def test_error_recovery(server):
    """An agent whose process is killed comes back and works on."""

    async def workflow():
        async with server.socket() as socket:
            created = await socket.ask(type="create_agent", config={"role": "worker"})
            agent_id = created["data"]["id"]
            first_pid = created["data"]["process_id"]

            os.kill(first_pid, signal.SIGKILL)
            back = await socket.wait_for(
                lambda m: m["type"] == "agent_status_update"
                and m["agent_id"] == agent_id
                and m["status"] == "idle"
                and m["data"]["process_id"] != first_pid
            )
            assert back["data"]["process_id"] is not None

            await socket.ask(
                type="assign_task",
                agent_id=agent_id,
                task={"id": "after-the-crash", "description": "Say hello"},
            )
            await socket.wait_for(
                lambda m: m["type"] == "task_completed"
                and m["task_id"] == "after-the-crash"
            )
            await socket.ask(type="terminate_agent", agent_id=agent_id)

    asyncio.run(workflow())


def test_performance_under_load(server):
    """Several agents and tasks at once: every task is completed, once."""
    tasks = [f"load-{n}" for n in range(6)]

    async def workflow():
        async with server.socket() as socket:
            created = [
                await socket.ask(type="create_agent", config={"role": "worker"})
                for _ in range(2)
            ]
            agents = [message["data"]["id"] for message in created]
            for n, task_id in enumerate(tasks):
                await socket.send(
                    type="assign_task",
                    agent_id=agents[n % len(agents)],
                    task={"id": task_id, "description": "Say hello"},
                )
            for task_id in tasks:
                await socket.wait_for(
                    lambda m, task_id=task_id: m["type"] == "task_completed"
                    and m["task_id"] == task_id
                )
            for agent_id in agents:
                await socket.ask(type="terminate_agent", agent_id=agent_id)
            return socket.messages

    ends = [
        message["task_id"]
        for message in asyncio.run(workflow())
        if message["type"] == "task_completed" and message["task_id"] in tasks
    ]
    assert sorted(ends) == tasks


def test_bad_messages_leave_the_socket_open(server):
    """What does not fit is answered with a code, and the next message works."""

    async def workflow():
        async with server.socket() as socket:
            await socket.send_text("{")
            broken = await socket.wait_for(lambda m: m["type"] == "error")
            unknown = await socket.ask(type="no_such_type")
            nobody = await socket.ask(type="terminate_agent", agent_id="nobody")
            pong = await socket.ask(type="ping")
            return broken["code"], unknown["code"], nobody["code"], pong["type"]

    assert asyncio.run(workflow()) == (
        "invalid_json",
        "invalid_request",
        "agent_not_found",
        "pong",
    )
