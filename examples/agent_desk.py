#!/usr/bin/env python3
"""An agent's desk in a terminal: shows what customers write and how they feel, and answers.

  agent_desk.py                         (role agent; see session.py for address and token)

To answer, type the conversation and the text:   c1 I am sorry about that.
"""
import asyncio

from session import Refused, Session, lines, say


def mood(sentiment):
    if not sentiment:
        return "-"
    return sentiment["level"] or sentiment["reason"]  # why there is none


async def main():
    frames = asyncio.Queue()
    session = await Session.open(frames.put_nowait)
    me = session.user["id"]

    def show(conversation, message, sentiment):
        say(f"{conversation} [{mood(sentiment)}] {message['author']['role']}: {message['text']}")

    async def watch():
        while True:
            frame = await frames.get()
            kind, stream = frame.get("kind"), frame.get("stream", "")
            if frame["type"] == "snapshot" and stream.startswith("agent/"):
                for row in frame["state"]["conversations"]:
                    name = row["conversation"] if isinstance(row, dict) else row
                    await session.follow(f"conversation/{name}")
            elif frame["type"] == "snapshot":
                for message in frame["state"]["messages"]:
                    show(stream.split("/")[1], message, frame["state"].get("sentiment"))
            elif kind == "assigned" and stream.startswith("agent/"):
                await session.follow(f"conversation/{frame['body']['conversation']}")
            elif kind == "message":
                show(stream.split("/")[1], frame["body"]["message"], frame["body"].get("sentiment"))
            elif kind == "status" and frame["body"]["status"] == "closed":
                say(f"{stream.split('/')[1]} is closed")

    asyncio.create_task(watch())
    await session.follow(f"agent/{me}")
    say(f"{me} is at the desk")
    async for line in lines():
        conversation, _, text = line.partition(" ")
        try:
            await session.command("conversation.message", conversation=conversation, text=text)
        except Refused as refused:
            say(f"not sent: {refused}")


if __name__ == "__main__":
    asyncio.run(main())
