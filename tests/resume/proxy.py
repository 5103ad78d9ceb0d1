"""A TCP proxy that can cut every connection through it, at a byte of its choice, as a bad network does."""
import asyncio
import socket
import struct


class Link:
    """One connection and the one behind it."""

    def __init__(self, near, far):
        self.near, self.far = near, far
        self.left = None  # bytes until the cut; None: none is planned

    def allowance(self, size):
        """How many of `size` bytes still get through."""
        if self.left is None:
            return size
        some = min(size, self.left)
        self.left -= some
        return some

    def tear(self):
        """Both ends get a reset, whatever is under way."""
        for writer in (self.near, self.far):
            raw = writer.get_extra_info("socket")
            if raw is not None:
                raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            writer.transport.abort()


class Proxy:
    def __init__(self, to):
        host, _, port = to.rpartition(":")
        self.to, self.links = (host, int(port)), set()
        self.cuts = self.torn = 0

    async def __aenter__(self):
        self.server = await asyncio.start_server(self.serve, "127.0.0.1", 0)
        self.address = "127.0.0.1:%d" % self.server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_):
        self.server.close()
        for link in list(self.links):
            link.tear()

    async def cut(self, after_bytes=0):
        """Cuts every connection: at once, or each after so many bytes more. Waits for one if there is none."""
        while not self.links:
            await asyncio.sleep(0.005)
        self.cuts += 1
        for link in list(self.links):
            if after_bytes == 0:
                self.end(link)
            elif link.left is None:
                link.left = after_bytes

    def end(self, link):
        if link in self.links:
            self.links.remove(link)
            self.torn += 1
            link.tear()

    async def serve(self, near_reader, near):
        try:
            far_reader, far = await asyncio.open_connection(*self.to)
        except OSError:
            return near.transport.abort()
        link = Link(near, far)
        self.links.add(link)
        await asyncio.gather(self.pump(link, near_reader, far), self.pump(link, far_reader, near),
                             return_exceptions=True)
        self.links.discard(link)
        near.close()
        far.close()

    async def pump(self, link, reader, writer):
        while data := await reader.read(65536):
            some = link.allowance(len(data))
            writer.write(data[:some])
            await writer.drain()
            if some < len(data) or link.left == 0:
                return self.end(link)
        if writer.can_write_eof():
            writer.write_eof()
