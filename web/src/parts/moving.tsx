// What is under way with a conversation: a hand-over that nobody has accepted yet, an agent out of reach.
import { person_name, queue_name } from "../names";
import type { Conversation } from "../wire/types";
import { t } from "../words/words";
import { Outcome } from "./states";
import { command, useDeed } from "./use";

export function Moving({ of: c }: { of: Conversation }) {
  const [deed, run] = useDeed();
  const to = c.transfer?.agent ? person_name(c.transfer.agent) : c.transfer?.queue ? queue_name(c.transfer.queue) : "";
  if (c.status === "closed" || (!to && !c.agent_lost_at)) return null;
  const keep = () => run(() => command("conversation.transfer", { conversation: c.conversation, agent: c.agent }));
  return (
    <div class="moving">
      <span role="status">{to ? t("desk.handing_on", { to }) : t("desk.agent_lost", { name: person_name(c.agent ?? "") })}</span>
      {to && c.agent && <button type="button" class="slim" onClick={keep}>{t("desk.take_back")}</button>}
      {deed.value.is === "trouble" && <Outcome deed={deed.value} />}
    </div>
  );
}
