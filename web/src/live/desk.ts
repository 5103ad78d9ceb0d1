// An agent's own stream: presence, offers, conversations, alerts; pure.
import type { Alert, Comment, Desk, Offer, Presence, StreamEvent } from "../wire/types";
import { alerts_with } from "./queue";

/** The desk with what only its events tell. */
export interface DeskState extends Desk { alerts?: Alert[]; heard_comments?: (Comment & { conversation?: string })[] }

export function fold_desk(state: DeskState, events: StreamEvent[]): DeskState {
  return events.reduce(one, state);
}

function one(d: DeskState, e: StreamEvent): DeskState {
  const b = e.body ?? {};
  const conversation = b["conversation"] as string;
  switch (e.kind) {
    case "offer":
      return { ...d, offers: [...d.offers.filter((o) => o.conversation !== conversation), { ...(b as unknown as Offer), at: Date.parse(e.at) }] };
    case "offer_closed":
      return { ...d, offers: d.offers.filter((o) => o.conversation !== conversation) };
    case "assigned": {
      const others = d.conversations.filter((c) => c.conversation !== conversation);
      const mine = { queue: "", status: "active" as const, ...b, conversation };
      return { ...d, offers: d.offers.filter((o) => o.conversation !== conversation), conversations: [...others, mine] };
    }
    case "alert":
      return { ...d, alerts: alerts_with(d.alerts ?? [], b as unknown as Alert) };
    case "presence":
      return {
        ...d,
        presence: (b["presence"] as Presence | undefined) ?? d.presence,
        capacity: (b["capacity"] as number | undefined) ?? d.capacity,
        reason: b["reason"] as string | undefined,
      };
    case "comment":
      return { ...d, heard_comments: [...(d.heard_comments ?? []), ((b["comment"] as Comment | undefined) ?? b) as Comment].slice(-50) };
    default:
      return d;
  }
}
