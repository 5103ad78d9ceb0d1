"""The contact centre in which rights are tried: two sides with a queue, a team and people each, and conversations
in whatever state a command needs them. Who asks is always of one's own side; what is asked about may be of the other."""
import dataclasses

from desk import Refused, Session

ROLES = ["connector", "agent", "supervisor", "manager", "admin"]
ANGRY = "this is terrible, I hate it, the worst service ever!"


@dataclasses.dataclass
class Side:
    queue: str
    team: str
    connector: str
    agent: str
    colleague: str  # of the agent; a member and a seller, never signed in
    supervisor: str
    manager: str
    admin: str = "root"


SIDES = {"own": Side("q1", "t1", "carl", "anna", "axel", "sara", "mona"),
         "foreign": Side("q2", "t2", "fred", "fia", "frank", "finn", "fay")}
OWN = SIDES["own"]


class House:
    async def build(self, server):
        self.server, self.count, self.sessions = server, 0, {}
        self.admin = await self.session("root", "admin")
        for side in SIDES.values():
            await self.admin.do("queue.create", queue=side.queue, members=[side.agent, side.colleague],
                                supervisors=[side.supervisor], languages=["en"])
            await self.admin.do("queue.configure", queue=side.queue, sentiment=True,
                                alerts={"agent": "slightly_negative", "supervisor": "slightly_negative"})
            await self.admin.do("team.set", team=side.team, managers=[side.manager],
                                sellers=[side.agent, side.colleague])
            for role in ROLES[:4]:
                await self.session(getattr(side, role), role)
            agent = await self.session(side.agent, "agent")
            await agent.do("presence.set", presence="available", capacity=1000)
            await agent.follow(f"agent/{side.agent}")
        return self

    async def session(self, user, *roles):
        """One for each user and set of roles, opened when it is first wanted."""
        if (user, roles) not in self.sessions:
            self.sessions[user, roles] = await Session.open(self.server, user, *roles)
        return self.sessions[user, roles]

    async def person(self, role, side="own"):
        return await self.session(getattr(SIDES[side], role), role)

    async def close(self):
        for session in self.sessions.values():
            await session.close()

    async def conversation(self, side, stage="active"):
        """A fresh one: `bot`, `open`, `offered` to the side's agent, or `active` with that agent."""
        self.count += 1
        name, who = f"c{self.count}", SIDES[side]
        carrier = await self.person("connector", side)
        await carrier.do("conversation.open", conversation=name, queue=who.queue, channel="chat",
                         customer={"id": f"u{self.count}"}, with_bot=stage == "bot")
        if stage == "active":
            await carrier.do("conversation.assign", conversation=name, agent=who.agent)
        await carrier.do("conversation.message", conversation=name, text=ANGRY)
        if stage == "offered":
            agent = await self.person("agent", side)
            await agent.next(f"agent/{who.agent}", "offer", lambda e: e["body"]["conversation"] == name)
        return name

    async def promise(self, side):
        """Active, and its agent has said what is an action item."""
        name = await self.conversation(side)
        await (await self.person("agent", side)).do("conversation.message", conversation=name,
                                                    text="I will send you the contract tomorrow.")
        return name

    async def joined(self, side):
        name = await self.conversation(side)
        await (await self.person("supervisor", side)).do("conversation.join", conversation=name)
        return name

    async def commented(self, side, role):
        """With a comment by the side's person of this role; returns the conversation and the comment's id."""
        name = await self.conversation(side)
        first = role if role == "supervisor" else "manager"
        await (await self.person(first, side)).do("comment.add", conversation=name, text="look here", share=True)
        if role != "agent":
            return name, "1"
        await (await self.person("agent", side)).do("comment.add", conversation=name, text="I see", reply_to="1")
        return name, "2"

    async def shared(self, side):
        name = await self.conversation(side)
        await (await self.person("manager", side)).do("conversation.share", conversation=name,
                                                      sellers=[SIDES[side].colleague])
        return name

    async def dismiss(self):
        """Nobody of one's own side has the office any more that their rights rested on."""
        await self.admin.do("queue.members", queue=OWN.queue, members=[OWN.colleague], supervisors=[])
        await self.admin.do("team.set", team=OWN.team, managers=[], sellers=[OWN.colleague])

    async def hand_over(self, name):
        """To the colleague: a transfer by the connector is a fact at once."""
        await (await self.person("connector")).do("conversation.transfer", conversation=name, agent=OWN.colleague)


async def answer(session, frame):
    """("ok", result), or the error's code and frame."""
    try:
        return "ok", await session.ask(dict(frame))
    except Refused as no:
        return no.code, no.frame
