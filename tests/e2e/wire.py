"""A WebSocket client made of a bare socket: it sends what it likes, well formed or not, and reads what comes."""
import base64
import os
import socket
import struct

TEXT, BINARY, CLOSE, PING, PONG = 1, 2, 8, 9, 10
PATIENCE = 10  # seconds until something that must come counts as missing


def masked(payload, key):
    """`payload` XOR the key, over and over (RFC 6455, 5.3)."""
    size = len(payload)
    mask = (key * (size // 4 + 1))[:size]
    return (int.from_bytes(payload, "big") ^ int.from_bytes(mask, "big")).to_bytes(size, "big")


def frame(opcode, payload=b"", fin=True, reserved=0, mask=True, said=None):
    """One frame's bytes; `said` is the length that its head claims."""
    size = len(payload) if said is None else said
    head = bytes([(0x80 if fin else 0) | reserved << 4 | opcode])
    bit = 0x80 if mask else 0
    if size < 126:
        head += bytes([bit | size])
    elif size < 65536:
        head += bytes([bit | 126]) + struct.pack(">H", size)
    else:
        head += bytes([bit | 127]) + struct.pack(">Q", size)
    if not mask:
        return head + payload
    key = os.urandom(4)
    return head + key + masked(payload, key)


def fragments(opcode, pieces):
    """A message in as many frames as there are pieces."""
    last = len(pieces) - 1
    return b"".join(frame(0 if n else opcode, piece, fin=n == last) for n, piece in enumerate(pieces))


def close_payload(code, reason=b""):
    return struct.pack(">H", code) + reason


class Wire:
    def __init__(self, address, path, headers=(), head=None, window=None):
        """`head`: the lines of the request, if not the usual ones. `window`: bytes the kernel takes before we read."""
        host, _, port = address.rpartition(":")
        self.socket = socket.socket()
        self.socket.settimeout(PATIENCE)
        if window:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, window)
        self.socket.connect((host, int(port)))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.buffer = b""
        lines = head or ["GET " + path + " HTTP/1.1", "Host: " + address, "Connection: Upgrade", "Upgrade: websocket",
                         "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: " + base64.b64encode(os.urandom(16)).decode(),
                         *headers]
        self.send("\r\n".join(lines).encode() + b"\r\n\r\n")
        while b"\r\n\r\n" not in self.buffer:
            self.fill()
        self.response, _, self.buffer = self.buffer.partition(b"\r\n\r\n")
        self.status = int(self.response.split(b" ")[1])

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()

    def fill(self):
        some = self.socket.recv(1 << 16)
        if not some:
            raise EOFError
        self.buffer += some

    def send(self, data, chop=None):
        """All of it, or in pieces of `chop` bytes. A peer that has hung up meanwhile is no error."""
        try:
            for at in range(0, len(data), chop or len(data) or 1):
                self.socket.sendall(data[at : at + (chop or len(data))])
        except (BrokenPipeError, ConnectionResetError):
            pass

    def take(self, size):
        parts, have = [self.buffer], len(self.buffer)
        while have < size:
            some = self.socket.recv(min(1 << 20, max(1 << 16, size - have)))
            if not some:
                raise EOFError
            parts.append(some)
            have += len(some)
        whole = b"".join(parts)
        self.buffer = whole[size:]
        return whole[:size]

    def receive(self):
        """The next frame: (opcode, payload, fin). EOFError when the peer has hung up."""
        first, second = self.take(2)
        assert not first & 0x70, "a server that agreed on no extension sets no reserved bit"
        assert not second & 0x80, "a server never masks"
        size = second
        if size >= 126:
            size = int.from_bytes(self.take(2 if size == 126 else 8), "big")
        return first & 15, self.take(size), bool(first & 0x80)

    def message(self):
        """The next message, put together: (opcode, payload). Pongs in between are left out."""
        kind, whole = None, b""
        while True:
            opcode, payload, fin = self.receive()
            if opcode == PONG:
                continue
            if opcode >= 8:
                return opcode, payload
            kind, whole = kind or opcode, whole + payload
            if fin:
                return kind, whole

    def closed(self, answer=False):
        """Reads up to the close frame and waits for the end: its code, None if it had none. `answer`: with the same.

        A reset instead of a clean end raises ConnectionResetError."""
        code = "no close frame"
        while True:
            try:
                opcode, payload, _ = self.receive()
            except EOFError:
                return code
            if opcode == CLOSE:
                code = struct.unpack(">H", payload[:2])[0] if payload else None
                if answer:
                    self.send(frame(CLOSE, payload))
