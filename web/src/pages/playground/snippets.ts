// The frames one has sent, as a program one can run. Pure.

export type Frame = Record<string, unknown>;

/** The token of a `hello` never leaves by a copy; where a cookie spoke for the page, a program needs one. */
export function without_token(f: Frame): Frame {
  const { ticket: _, ...rest } = f;
  return f["type"] === "hello" || "token" in f ? { ...rest, token: "YOUR_TOKEN" } : f;
}

const lines = (frames: Frame[]) => frames.map((f) => JSON.stringify(without_token(f)));

export function as_python(url: string, frames: Frame[]): string {
  return `# Debian: python3-websockets
import asyncio
import websockets

FRAMES = [
${lines(frames).map((l) => `    r'''${l}''',`).join("\n")}
]


async def main():
    async with websockets.connect("${url}", subprotocols=["earshot.v1"]) as socket:
        for frame in FRAMES:
            await socket.send(frame)
            print(await socket.recv())


asyncio.run(main())
`;
}

export function as_typescript(url: string, frames: Frame[]): string {
  return `// Node 22 or a browser
const frames = [
${lines(frames).map((l) => `  ${l},`).join("\n")}
];
const socket = new WebSocket("${url}", "earshot.v1");
socket.onopen = () => socket.send(JSON.stringify(frames.shift()));
socket.onmessage = ({ data }) => {
  console.log(data);
  const next = frames.shift();
  if (next) socket.send(JSON.stringify(next));
};
`;
}

export function as_curl(host: string, frames: Frame[]): string {
  const send = lines(frames).map((l) => `  send '${l.replaceAll("'", "'\\''")}'`);
  // A real token has another length than its place: the shell counts.
  return `#!/bin/bash
# Each text becomes a WebSocket frame; curl carries them and prints what comes back.
send() {
  local n; n=$(printf %s "$1" | wc -c)
  if ((n < 126)); then printf "\\\\x81\\\\x$(printf %x $((n + 128)))\\\\0\\\\0\\\\0\\\\0"
  else printf "\\\\x81\\\\xfe\\\\x$(printf %x $((n >> 8)))\\\\x$(printf %x $((n & 255)))\\\\0\\\\0\\\\0\\\\0"; fi
  printf %s "$1"; sleep 0.3
}
{
  printf 'GET /v1/socket HTTP/1.1\\r\\nHost: ${host}\\r\\nUpgrade: websocket\\r\\nConnection: Upgrade\\r\\n'
  printf 'Sec-WebSocket-Version: 13\\r\\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\\r\\nSec-WebSocket-Protocol: earshot.v1\\r\\n\\r\\n'
  sleep 0.3
${send.join("\n")}
  printf '\\x88\\x82\\0\\0\\0\\0\\x03\\xe8' # close, 1000
  sleep 1
} | curl -sN telnet://${host} | tr -c '[:print:]\\n' '\\n'
`;
}
