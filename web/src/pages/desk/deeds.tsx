// What an agent can do with a conversation besides talking: hand it on, end it.
import { Ask, Field, given } from "../../parts/dialog";
import { command } from "../../parts/use";
import type { Conversation } from "../../wire/types";
import { t } from "../../words/words";

const outcomes = ["solved", "unsolved", "won", "lost"] as const;

export function Deeds({ of: c }: { of: Conversation }) {
  if (c.status === "closed") return null;
  return (
    <div class="row deeds">
      <TransferButton conversation={c.conversation} text={t("desk.transfer_text")} />
      <CloseButton conversation={c.conversation} />
    </div>
  );
}

export function TransferButton({ conversation, text }: { conversation: string; text?: string }) {
  return (
    <Ask label={t("desk.transfer")} text={text} kind="slim"
      work={(form) => command("conversation.transfer", { conversation, queue: given(form, "queue"), agent: given(form, "queue") ? undefined : given(form, "agent") })}>
      <Field label={t("desk.to_agent")}><input name="agent" autocomplete="off" /></Field>
      <Field label={t("desk.to_queue")}><input name="queue" autocomplete="off" /></Field>
    </Ask>
  );
}

export function CloseButton({ conversation }: { conversation: string }) {
  return (
    <Ask label={t("desk.end")} text={t("desk.end_text")} kind="slim" work={(form) => command("conversation.close", { conversation, outcome: given(form, "outcome") })}>
      <Field label={t("outcome")}>
        <select name="outcome">
          <option value="">{t("outcome.none")}</option>
          {outcomes.map((o) => <option key={o} value={o}>{t(`outcome.${o}`)}</option>)}
        </select>
      </Field>
    </Ask>
  );
}
