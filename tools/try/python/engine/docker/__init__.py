"""
Stands in for a container engine where there is none. ministack asks it to run containers as it asks Docker; it runs no process, and says of each
container when it ended and with which exit code. ECS's tasks, deployments, circuit breaker and targets are ministack's own work.

The rules are read from the file that CONTAINER_RULES names, anew for each container: {"running": [families], "exits": [{"family", "image", "code"}]}.
The first of "exits" that fits decides (either of family and image may be missing); then containers of the families in "running" run on, and all
others, such as admin tasks, end with exit code 0.
"""
import itertools
import json
import os
import threading
import time
import uuid

from . import errors

SECONDS = 0.3
_addresses = itertools.count(1)


def from_env(**_):
    return _engine


class Container:
    def __init__(self, image, name, labels, code):
        self.id = uuid.uuid4().hex + uuid.uuid4().hex
        self.image, self.name, self.labels = image, name, labels or {}
        self.code, self.stopped = code, False
        self.ends = None if code is None else time.monotonic() + SECONDS
        number = next(_addresses)
        # An address that no host has: RFC 2544's block for benchmarks.
        self.attrs = {"NetworkSettings": {"Networks": {"bridge": {"IPAddress": f"198.18.{number // 250}.{number % 250 + 1}"}}}}

    @property
    def status(self):
        over = self.stopped or (self.ends is not None and time.monotonic() > self.ends)
        return "exited" if over else "running"

    def reload(self):
        pass

    def wait(self, **_):
        while self.status != "exited":
            time.sleep(0.05)
        return {"StatusCode": 143 if self.code is None else self.code}

    def logs(self, stream=False, **_):
        return iter(()) if stream else b""

    def stop(self, **_):
        self.stopped = True

    kill = stop

    def remove(self, **_):
        self.stopped = True
        _engine.containers.forget(self.id)


class Containers:
    def __init__(self):
        self._all, self._lock = {}, threading.Lock()

    def run(self, image, name=None, labels=None, **_):
        container = Container(image, name, labels, exit_code(image, (labels or {}).get("com.amazonaws.ecs.task-definition-family", "")))
        with self._lock:
            self._all[container.id] = container
        return container

    def get(self, identity):
        with self._lock:
            if identity in self._all:
                return self._all[identity]
        raise errors.NotFound(identity)

    def list(self, **_):
        return []

    def forget(self, identity):
        with self._lock:
            self._all.pop(identity, None)


class Image:
    def __init__(self, name):
        self.id = name.split("@", 1)[-1]

    def tag(self, *_, **__):
        return True


class Images:
    def pull(self, name, **_):
        return Image(name)

    get = pull
    get_registry_data = pull


class Engine:
    def __init__(self):
        self.containers, self.images = Containers(), Images()

    def ping(self):
        return True


def exit_code(image, family):
    with open(os.environ["CONTAINER_RULES"], encoding="utf-8") as file:
        rules = json.load(file)
    for rule in rules["exits"]:
        if rule.get("family", family) == family and image.endswith(rule.get("image", "")):
            return rule["code"]
    return None if family in rules["running"] else 0


_engine = Engine()
