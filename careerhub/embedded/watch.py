"""Is the site up, and are the servers below it still alive? Runs beside web, worker and beat.

Says so once the site answers; ends when a server has gone, and with it everything else.
"""

import argparse
import sys
import time
import urllib.error
import urllib.request

import psutil

PATIENCE = 60  # seconds for the site to answer for the first time
PAUSE = 0.5


def is_up(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/healthz", timeout=2) as answer:  # noqa: S310
            return bool(answer.status == 200)
    except (OSError, urllib.error.URLError):
        return False


def first_gone(servers: dict[str, int]) -> str | None:
    """The name of a server that has ended; one that waits to be buried counts as ended."""
    for name, pid in servers.items():
        try:
            if psutil.Process(pid).status() == psutil.STATUS_ZOMBIE:
                return name
        except psutil.NoSuchProcess:
            return name
    return None


def welcome(address: str, began: float) -> str:
    return (
        f"\nReady in {time.time() - began:.1f} s.\n\n"
        f"  Open {address} and click “Sam, student”\n\n"
        "  Every email is caught: nothing leaves this machine. Ctrl-C stops everything.\n"
    )


def watch(address: str, servers: dict[str, int], began: float) -> str:
    """Welcome the person once the site answers; return the sentence that ends the watch."""
    deadline, said = time.monotonic() + PATIENCE, False
    while True:
        if name := first_gone(servers):
            return f"{name} has stopped by itself (its log is in the var folder)"
        if not said and is_up(address):
            said = True
            print(welcome(address, began), flush=True)
        if not said and time.monotonic() > deadline:
            return f"The site did not answer at {address} within {PATIENCE} seconds"
        time.sleep(PAUSE)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--address", required=True)
    parser.add_argument("--began", type=float, default=time.time())
    parser.add_argument("servers", nargs="*", help="name=pid")
    wanted = parser.parse_args()
    pairs = (server.rsplit("=", 1) for server in wanted.servers)
    print(watch(wanted.address, {name: int(pid) for name, pid in pairs}, wanted.began))
    sys.exit(1)


if __name__ == "__main__":
    main()
