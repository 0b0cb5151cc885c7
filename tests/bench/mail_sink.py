"""An SMTP server that takes everything and keeps only a count: the same for whoever is measured.

`python -m tests.bench.mail_sink` prints its port. XCOUNT answers how many messages it took and
starts again from none.
"""

import asyncio

REPLIES = {
    b"EHLO": b"250-sink\r\n250-PIPELINING\r\n250-8BITMIME\r\n250 SMTPUTF8\r\n",
    b"DATA": b"354 go on\r\n",
    b"QUIT": b"221 bye\r\n",
}


class Conversation(asyncio.Protocol):
    taken = 0

    def connection_made(self, transport):
        self.transport, self.rest, self.in_data = transport, b"", False
        transport.write(b"220 sink\r\n")

    def data_received(self, data):
        self.rest += data
        while self.rest:
            end = b"\r\n.\r\n" if self.in_data else b"\r\n"
            words, found, rest = self.rest.partition(end)
            if not found:
                return
            self.rest = rest
            self.transport.write(self.take() if self.in_data else self.answer(words))

    def take(self):
        Conversation.taken += 1
        self.in_data = False
        return b"250 taken\r\n"

    def answer(self, words):
        verb = words[:4].upper()
        self.in_data = verb == b"DATA"
        if verb == b"XCOU":
            count, Conversation.taken = Conversation.taken, 0
            return b"250 %d\r\n" % count
        return REPLIES.get(verb, b"250 fine\r\n")


async def main():
    server = await asyncio.get_running_loop().create_server(Conversation, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())
