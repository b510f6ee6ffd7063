"""What the tests of the whole system share: the server under test."""

import os

import pytest

from vamp_socket import Server


@pytest.fixture(scope="session")
def server():
    """The server that VAMP_URL and AUTH_TOKEN name."""
    return Server(os.environ["VAMP_URL"], os.environ["AUTH_TOKEN"])
