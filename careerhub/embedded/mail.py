"""How does the mail catcher start beside us?"""

import socket
import sys
from pathlib import Path

from .children import Child, start
from .ports import HERE


def run_mail_catcher(folder: Path) -> tuple[Child, str]:
    """Start the catcher on a free port and return it with its address.

    The socket listens before the process runs, so no email finds the door closed.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with socket.create_server((HERE, 0)) as listening:
        listening.set_inheritable(True)
        number = listening.fileno()
        module = "careerhub.embedded.mail_catcher"
        command = [sys.executable, "-m", module, "--folder", str(folder), "--fd", str(number)]
        child = start("Mail catcher", command, log=folder.with_suffix(".log"), pass_fds=[number])
        return child, f"smtp://{HERE}:{listening.getsockname()[1]}"
