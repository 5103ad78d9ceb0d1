#!/usr/bin/env python3
"""A connector: brings one customer's chat in and carries the replies out.

  connector.py QUEUE CONVERSATION       (role connector; see session.py for address and token)

Each line that is typed is a message of the customer; what the agent answers is printed. The end of
the input closes the conversation.
"""
import asyncio
import sys

from session import Session, lines, say


async def main(queue, conversation):
    def hear(frame):
        if frame["type"] != "event" or frame["kind"] != "message":
            return
        message = frame["body"]["message"]
        if message["author"]["role"] != "customer":
            say(f"{message['author'].get('id', 'agent')}: {message['text']}")

    session = await Session.open(hear)
    await session.command("conversation.open", conversation=conversation, queue=queue,
                          channel="chat", customer={"id": f"customer-{conversation}"})
    await session.follow(f"conversation/{conversation}")
    say(f"{conversation} is open")
    async for text in lines():
        await session.command("conversation.message", conversation=conversation, text=text)
    await session.command("conversation.close", conversation=conversation)
    say(f"{conversation} is closed")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    asyncio.run(main(*sys.argv[1:]))
