"""A real SMTP server on loopback that writes down what it accepted, and misbehaves when told to."""

import asyncio
import threading
from email import message_from_bytes, policy

from aiosmtpd.smtp import SMTP, syntax

DROP = "drop"
HANG = "hang"


class FaultySMTP(SMTP):
    """Can also break off between DATA and 354, where aiosmtpd asks no handler."""

    def connection_made(self, transport):
        super().connection_made(transport)
        self.event_handler.came_or_went(+1)

    def connection_lost(self, error):
        super().connection_lost(error)
        self.event_handler.came_or_went(-1)

    @syntax("DATA")
    async def smtp_DATA(self, arg):  # noqa: N802
        # who sends everything in one go asks for DATA behind a refused reader too
        to = self.envelope.rcpt_tos[0] if self.envelope.rcpt_tos else ""
        fault = self.event_handler.fault("data", to)
        if fault == DROP:
            self.transport.abort()
        elif fault:
            await self.push(fault)
        else:
            await super().smtp_DATA(arg)


class MailServer:
    """`accepted` holds (recipient, parsed message) in the order of acceptance.

    `misbehave(stage, fault, to=…, times=…)`: stage is mail, rcpt, data (before the content),
    content (nothing is kept) or accepted (kept, then the fault); fault is a reply, DROP or HANG.
    """

    def __init__(self):
        self.accepted = []
        self.connections = self.connected = self.most_connected = 0
        self.faults = []
        self.loop = asyncio.new_event_loop()
        self.hang_seconds = 3
        self.hanging = self.most_hanging = 0
        self.port = 0
        self.extensions = ["250-PIPELINING"]

    def new_conversation(self):
        self.connections += 1
        return FaultySMTP(self, loop=self.loop, hostname="catcher.example")

    def came_or_went(self, change):
        self.connected += change
        self.most_connected = max(self.most_connected, self.connected)

    def start(self):
        self.thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self.thread.start()
        self.open()

    def open(self):
        opening = self.loop.create_server(self.new_conversation, "127.0.0.1", self.port)
        # the caller's thread may have a loop of its own
        self.server = asyncio.run_coroutine_threadsafe(opening, self.loop).result(timeout=10)
        self.port = self.server.sockets[0].getsockname()[1]

    def close(self):
        """Take no new connection until `open`; who is connected stays so."""
        self.loop.call_soon_threadsafe(self.server.close)

    def stop(self):
        if self.thread.is_alive():
            self.close()
            self.loop.call_soon_threadsafe(self.loop.stop)
            self.thread.join(timeout=5)

    def misbehave(self, stage, fault, *, to="", times=10**6):
        self.faults.append({"stage": stage, "fault": fault, "to": to, "times": times})

    def fault(self, stage, to):
        for rule in self.faults:
            if rule["stage"] == stage and rule["to"] in ("", to) and rule["times"] > 0:
                rule["times"] -= 1
                return rule["fault"]
        return None

    async def commit(self, server, fault):
        if fault == DROP:
            server.transport.abort()
            return "250 nobody hears this"
        if fault == HANG:
            self.hanging += 1
            self.most_hanging = max(self.most_hanging, self.hanging)
            await asyncio.sleep(self.hang_seconds)
            self.hanging -= 1
            return "451 too late"
        return fault

    async def handle_EHLO(self, server, session, envelope, hostname, responses):  # noqa: N802
        session.host_name = hostname
        return [*responses[:-1], *self.extensions, responses[-1]]

    async def handle_MAIL(self, server, session, envelope, address, options):  # noqa: N802
        if fault := self.fault("mail", address):
            return await self.commit(server, fault)
        envelope.mail_from = address
        return "250 fine"

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        if fault := self.fault("rcpt", address):
            return await self.commit(server, fault)
        envelope.rcpt_tos.append(address)
        return "250 fine"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        to = envelope.rcpt_tos[0]
        if fault := self.fault("content", to):
            return await self.commit(server, fault)
        message = message_from_bytes(envelope.content, policy=policy.default)
        self.keep(to, message)
        if fault := self.fault("accepted", to):
            said = await self.commit(server, fault)
            return "250 taken, slowly" if fault == HANG else said
        return "250 taken"

    def keep(self, to, message):
        self.accepted.append((to, message))

    @property
    def recipients(self):
        return [to for to, _message in self.accepted]
