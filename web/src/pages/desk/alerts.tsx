// An alert where a conversation out of focus falls; gone once one looks at it.
import type { DeskState } from "../../live/desk";
import { Face, level_word } from "../../parts/mood";
import { to } from "../../session";
import type { Conversation } from "../../wire/types";
import type { Following } from "../../wire/following";
import { t } from "../../words/words";

export function Alerts({ of, talks, chosen }: { of: DeskState; talks: Following<Conversation>[]; chosen: string }) {
  const fallen = (of.alerts ?? []).filter((a) => a.conversation !== chosen && a.level && talks.some((f) => f.stream === `conversation/${a.conversation}`));
  return (
    <div class="alerts" role="alert">
      {fallen.map((a) => {
        const customer = typeof a.customer === "string" ? a.customer : a.customer?.name ?? a.customer?.id;
        const name = talks.find((f) => f.stream === `conversation/${a.conversation}`)?.state.value?.customer.name ?? customer ?? "";
        return (
          <a key={a.conversation} class="alert" href={to("desk", a.conversation)}>
            <Face level={a.level ?? null} size={22} />
            <span>{t("desk.alert", { name, level: a.level ? level_word(a.level) : "" })}</span>
            <b>{t("desk.look")}</b>
          </a>
        );
      })}
    </div>
  );
}
