// A conversation laid out in time, for its timeline; pure.
import type { Message } from "../wire/types";

export interface Stretch { message: Message; from: number; to: number }

const word_ms = 400; // a written message is drawn as long as one needs to say it

/** Where each message stands, in ms from the first: spoken by its clock, written by its time. Pure. */
export function stretches(messages: Message[]): Stretch[] {
  const first = messages[0];
  if (!first) return [];
  const spoken = messages.every((m) => m.start_ms !== undefined);
  const zero = spoken ? Math.min(...messages.map((m) => m.start_ms ?? 0)) : Date.parse(first.at);
  return messages.map((m) => {
    const from = Math.max(0, (spoken ? m.start_ms ?? 0 : Date.parse(m.at)) - zero);
    const length = spoken ? m.duration_ms ?? 0 : m.text.split(/\s+/).length * word_ms;
    return { message: m, from, to: from + Math.max(length, 300) };
  });
}
