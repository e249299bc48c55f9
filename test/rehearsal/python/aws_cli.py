"""
The AWS CLI without its half second of start: loaded once, forked for each call. What a fork runs is what bin/aws runs, driver.main(), with the
words, the environment and the streams of that call. A rehearsal makes more than a thousand calls.

Its arguments are services that are asked beside those of a release. Prints the port on which it takes one call a connection: {"words": [...], "env": {...}}, answered by {"code": 0, "text": "..."}.
Ends when whoever started it is gone: its standard input closes then.
"""
import json
import os
import select
import signal
import socket
import sys
import tempfile

from awscli.clidriver import create_clidriver

SERVICES = ["cloudformation", "ecr", "ecs", "elbv2", "ssm"]


def main():
    driver = create_clidriver()
    warm(driver.session, {*SERVICES, *sys.argv[1:]})
    server = socket.create_server(("127.0.0.1", 0), backlog=64)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for a fork
    print(server.getsockname()[1], flush=True)
    while True:
        ready, _, _ = select.select([server, sys.stdin], [], [])
        if sys.stdin in ready:
            return
        connection, _ = server.accept()
        if os.fork() == 0:
            server.close()
            answer(driver, connection)
            os._exit(0)
        connection.close()


def warm(session, services):
    """Reads what each call would read anew: it is kept by the session, and so by each fork. Nothing of it depends on an environment."""
    loader = session.get_component("data_loader")
    for name in ["endpoints", "partitions", "sdk-default-configuration", "_retry"]:
        loader.load_data(name)
    for kind in ["service-2", "waiters-2"]:
        loader.list_available_services(kind)
    for service in services:
        session.get_service_model(service)
        loader.load_service_model(service, "endpoint-rule-set-1")


def answer(driver, connection):
    stream = connection.makefile("rw", encoding="utf-8")
    call = json.loads(stream.readline())
    os.environ.clear()
    os.environ.update(call["env"])
    with tempfile.TemporaryFile("w+", encoding="utf-8") as out, tempfile.TemporaryFile("w+", encoding="utf-8") as err:
        os.dup2(out.fileno(), 1)
        os.dup2(err.fileno(), 2)
        try:
            code = driver.main(call["words"])
        except SystemExit as end:
            code = end.code or 0
        sys.stdout.flush()
        sys.stderr.flush()
        said = out if code == 0 else err
        said.seek(0)
        json.dump({"code": code, "text": said.read()}, stream)
    stream.flush()


main()
