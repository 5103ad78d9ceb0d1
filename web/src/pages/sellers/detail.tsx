// One conversation of the history: timeline, transcript with comments, action items, recording.
import { useSignal } from "@preact/signals";
import { fold_conversation } from "../../live/conversation";
import type { Kpi } from "../../live/seller";
import { Loading, Show, Trouble } from "../../parts/states";
import { useQuery, useStream, value_of, type Answer } from "../../parts/use";
import { person_name } from "../../names";
import { has_role, to, user } from "../../session";
import type { Conversation } from "../../wire/types";
import { date_time } from "../../words/format";
import { t } from "../../words/words";
import { ActionItems } from "./action_items";
import { AddComment, Comments } from "./comments";
import { useFound } from "./found";
import { Kpis } from "./kpi";
import { ShareAsExample } from "./share";
import { Timeline } from "./timeline";
import { Transcript } from "./transcript";

export function Detail({ conversation, seller }: { conversation: string; seller: string }) {
  const f = useStream<Conversation>(`conversation/${conversation}`, fold_conversation);
  const [asked] = useQuery<Conversation>(f?.trouble.value ? "conversation" : null, { conversation }); // what is shared, or was once one's own
  const c = f?.state.value ?? value_of(asked);
  return (
    <div class="sellers_page detail">
      <p><a href={to("sellers", seller)}>‹ {t("back")}</a></p>
      {c ? <Found of={c} seller={seller} /> : asked.is === "trouble" ? <Trouble why={asked.why} ask={{ what: "conversation", conversation }} /> : <Loading />}
    </div>
  );
}

function Found({ of: c, seller }: { of: Conversation; seller: string }) {
  const [kpis] = useQuery<Record<string, Kpi | null>>("conversation.kpis", { conversation: c.conversation });
  const found = useFound(c.conversation, c.messages.length);
  const here = useSignal<number | null>(null);
  const go = (m: number) => {
    here.value = m;
    document.querySelector(`li.line[data-message="${m}"]`)?.scrollIntoView({ block: "nearest" });
  };
  const coaches = has_role("manager") && user.value?.id !== seller;
  return (
    <>
      <div class="toolbar">
        <h2>{c.customer.name ?? c.customer.id}</h2>
        <span class="soft">{[date_time(c.opened_at), t(`channel.${c.channel}`), t(`status.${c.status}`), person_name(seller)].join(" · ")}</span>
        {coaches && <ShareAsExample conversation={c.conversation} seller={seller} />}
      </div>
      <section class="card pad"><h2>{t("sellers.timeline")}</h2><Timeline of={c} found={found} here={here.value} go={go} /></section>
      <div class="two">
        <Transcript of={c} found={found} seller={seller} here={here.value} go={(m) => (here.value = m)} />
        <div class="beside">
          <Figures of={kpis} />
          <ActionItems of={c} seller={seller} go={go} />
          <section class="card pad"><h2>{t("sellers.comments")}</h2>
            <Comments of={(c.comments ?? []).filter((x) => !x.message)} conversation={c.conversation} seller={seller} />
            {coaches || has_role("supervisor") ? <AddComment conversation={c.conversation} /> : <p class="soft">{t("sellers.comments_text")}</p>}
          </section>
        </div>
      </div>
    </>
  );
}

function Figures({ of }: { of: Answer<Record<string, Kpi | null>> }) {
  if (of.is === "trouble" && of.why.code === "not_found") return null; // an example of somebody else
  return <section class="card pad"><h2>{t("sellers.figures")}</h2><Show answer={of}>{(k) => <Kpis of={k} />}</Show></section>;
}
