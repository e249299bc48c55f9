"""
ministack on the port that its environment names. Ends when its parent has ended, however that happened: its standard input closes then.
The package docker beside this file takes the place of Docker's own: see there.
"""
import os
import sys
import threading

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "engine"))

from ministack.app import main  # noqa: E402, after the path


def end_with_parent():
    sys.stdin.read()
    os._exit(0)


threading.Thread(target=end_with_parent, daemon=True).start()
sys.argv = ["ministack"]
main()
