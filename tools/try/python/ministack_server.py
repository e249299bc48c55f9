"""
ministack on the port that its environment names. Ends when its parent has ended, however that happened: its standard input closes then.
Containers are real where it also names their network: see real_containers.py. Where it does not, the package docker in the folder engine takes the
place of Docker's own.
"""
import os
import sys
import threading

HERE = os.path.dirname(os.path.abspath(__file__))

if "CONTAINER_NETWORK" in os.environ:
    sys.path.append(os.environ["DOCKER_PACKAGES"])  # last: what ministack itself needs comes from its own venv
    sys.path.append(HERE)
    import real_containers
    real_containers.install()
else:
    sys.path.insert(0, os.path.join(HERE, "engine"))

from ministack.app import main  # noqa: E402, after the path


def end_with_parent():
    sys.stdin.read()
    os._exit(0)


threading.Thread(target=end_with_parent, daemon=True).start()
sys.argv = ["ministack"]
main()
