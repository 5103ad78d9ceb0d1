// A conversation as an example for others of the team: to read only, and to be taken back.
import { Ask } from "../../parts/dialog";
import { Field } from "../../parts/form";
import { command, useQuery, value_of } from "../../parts/use";
import { t } from "../../words/words";

interface Someone { seller: string; name?: string | null }

export function ShareAsExample({ conversation, seller }: { conversation: string; seller: string }) {
  const [answer] = useQuery<{ sellers: Someone[] }>("sellers");
  const others = (value_of(answer)?.sellers ?? []).filter((s) => s.seller !== seller);
  const chosen = (f: FormData) => f.getAll("seller").map(String);
  const send = (op: string) => (f: FormData) => command(op, { conversation, sellers: chosen(f), ...(op === "conversation.share" ? until(f) : {}) });
  return (
    <div class="row">
      <Ask label={t("sellers.example")} text={t("sellers.example_text")} kind="slim" go={t("sellers.example_go")} work={send("conversation.share")}>
        <Pick of={others} />
        <Field label={t("sellers.until")} hint={t("sellers.until_hint")}><input type="date" name="until" /></Field>
      </Ask>
      <Ask label={t("sellers.unshare")} kind="slim" work={send("conversation.unshare")}><Pick of={others} /></Ask>
    </div>
  );
}

function Pick({ of }: { of: Someone[] }) {
  return (
    <fieldset class="people_pick">
      <legend>{t("sellers.title")}</legend>
      {of.map((s) => <label key={s.seller} class="check"><input type="checkbox" name="seller" value={s.seller} /> {s.name || s.seller}</label>)}
    </fieldset>
  );
}

/** To the end of the chosen day, where the reader is. */
function until(f: FormData): { until?: string } {
  const day = String(f.get("until") ?? "");
  return day === "" ? {} : { until: new Date(`${day}T23:59:59`).toISOString() };
}
