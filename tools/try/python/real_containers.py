"""
Real containers: ministack asks Docker's own client for Python, which asks the engine at DOCKER_HOST. Of a task's containers, this adds what AWS
gives them and ministack does not. CONTAINER_RULES names a file, which is read anew for each container:

  "images"   which image of the engine an image's digest stands for; nothing is pulled for it
  "limits"   by family and container, what ministack drops of the task definition, as the engine's client takes it
  "ports"    by family and container, the ports that are published, each container's on an address of loopback of its own. That is the address
             which ministack's load balancer is given: whether or not the container is there, nothing leaves this machine
  "exits"    [{"family", "image", "code"}]: the processes of these containers end with that exit code, at once
"""
import itertools
import json
import os
import resource
import secrets

from docker.models.containers import Container, ContainerCollection
from docker.models.images import ImageCollection
from docker.types import Ulimit

FAMILY = "com.amazonaws.ecs.task-definition-family"
NAME = "com.amazonaws.ecs.container-name"
ADDRESS = "tried.address"

# Fargate's own number of open files, or as many as this machine allows. podman would ask for more than every root may give.
OPEN_FILES = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
ALLOWED = {"nofile": 65535 if OPEN_FILES == resource.RLIM_INFINITY else min(65535, OPEN_FILES), "nproc": 4096}

_block = f"127.{64 + secrets.randbelow(64)}.{secrets.randbelow(256)}"  # other processes of this machine have others
_numbers = itertools.count(0)


def install():
    run, pull, get, reload = ContainerCollection.run, ImageCollection.pull, ImageCollection.get, Container.reload

    def run_for_task(self, image, **options):
        labels = options.get("labels") or {}
        if FAMILY not in labels:
            return run(self, image, **options)
        rules = read_rules()
        family, name, address = labels[FAMILY], labels[NAME], f"{_block}.{next(_numbers) % 254 + 1}"
        options.pop("platform", None)  # images are built for this machine, whatever Fargate would run
        options["network"] = os.environ["CONTAINER_NETWORK"]
        options["extra_hosts"] = {"host.docker.internal": os.environ["CONTAINER_GATEWAY"]}
        options["environment"] = {**aws_environment(), **(options.get("environment") or {})}
        options["labels"] = {**labels, ADDRESS: address}
        options["ports"] = {f"{port}/tcp": (address, port) for port in rules["ports"].get(family, {}).get(name, [])}
        options["ulimits"] = [Ulimit(name=kind, soft=number, hard=number) for kind, number in ALLOWED.items()]
        options.update(rules["limits"].get(family, {}).get(name, {}))
        for rule in rules["exits"]:
            if rule.get("family", family) == family and image.endswith(rule.get("image", "")):
                options["entrypoint"] = ["node", "-e", f"console.error('ordered to end'); process.exit({int(rule['code'])})"]
                break
        return run(self, known(rules, image) or image, **options)

    def pull_unless_known(self, name, *words, **options):
        image = known(read_rules(), name)
        return get(self, image) if image else pull(self, name, *words, **options)

    def reload_with_address(self):
        reload(self)
        address = self.labels.get(ADDRESS)
        for network in self.attrs["NetworkSettings"]["Networks"].values() if address else ():
            network["IPAddress"] = address

    ContainerCollection.run = run_for_task
    Container.reload = reload_with_address
    ImageCollection.pull = pull_unless_known


def aws_environment():
    """The account's own credentials, not the task role's: ministack offers those at an address that the SDK refuses."""
    region, account = os.environ["MINISTACK_REGION"], os.environ["MINISTACK_ACCOUNT_ID"]
    return {"AWS_REGION": region, "AWS_DEFAULT_REGION": region, "AWS_ACCESS_KEY_ID": account, "AWS_SECRET_ACCESS_KEY": "test"}


def known(rules, name):
    return rules["images"].get(name.split("@", 1)[-1])


def read_rules():
    with open(os.environ["CONTAINER_RULES"], encoding="utf-8") as file:
        return json.load(file)
