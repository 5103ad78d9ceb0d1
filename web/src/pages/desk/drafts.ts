// Replies that were begun and not sent: whoever looks at another conversation finds them again. In memory only, and
// gone with the sign-in.
import { link } from "../../session";

const begun = new WeakMap<object, Map<string, string>>();

function mine(): Map<string, string> {
  const at = link.peek();
  if (!at) return new Map();
  const known = begun.get(at) ?? new Map<string, string>();
  begun.set(at, known);
  return known;
}

export const draft_of = (conversation: string): string => mine().get(conversation) ?? "";

export function keep_draft(conversation: string, text: string): void {
  if (text === "") mine().delete(conversation);
  else mine().set(conversation, text);
}
