// The agent's desk: my conversations, the one I am in, and who the customer is.
import { useEffect, useRef } from "preact/hooks";
import { useSignal } from "@preact/signals";
import { fold_conversation } from "../../live/conversation";
import { fold_desk, type DeskState } from "../../live/desk";
import { Chat, MoodHeader } from "../../parts/talk";
import { Moving } from "../../parts/moving";
import { Whisper } from "../../parts/whisper";
import { Empty, Loading, Outcome, Trouble } from "../../parts/states";
import { command, useDeed, useStream, useStreams } from "../../parts/use";
import { person_name } from "../../names";
import { go, has_role, user } from "../../session";
import type { Conversation } from "../../wire/types";
import type { Following } from "../../wire/following";
import { t } from "../../words/words";
import { Alerts } from "./alerts";
import { Composer } from "./composer";
import { CustomerPanel } from "./customer";
import { ConversationList } from "./list";
import { Offers, PresenceSelect, WaitingRoom } from "./offers";
import { Deeds } from "./deeds";

export function Desk({ rest }: { rest: string }) {
  if (!has_role("agent")) return <Trouble why={{ code: "forbidden", message: "", retry: false }} ask={{ what: "op", op: "presence.set" }} />;
  return <AgentDesk chosen={rest} />;
}

function AgentDesk({ chosen }: { chosen: string }) {
  const desk = useStream<DeskState>(`agent/${user.value?.id ?? ""}`, fold_desk);
  const state = desk?.state.value ?? null;
  const mine = (state?.conversations ?? []).filter((c) => c.status !== "closed").map((c) => c.conversation);
  const talks = useStreams<Conversation>(mine.map((c) => `conversation/${c}`), fold_conversation);
  const read = useSignal<Record<string, number>>({});
  const open = talks.filter((f) => f.state.value && f.state.value.status !== "closed");
  const now = talks.find((f) => f.stream === `conversation/${chosen}`);
  useFirst(open, chosen, mine.length);
  useKeys(open, chosen);
  useReading(now, chosen, read);
  if (desk?.trouble.value) return <Trouble why={desk.trouble.value} ask={{ what: "op", op: "presence.set" }} />;
  if (!state) return <Loading />;
  return (
    <div class={`columns ${chosen ? "chosen" : ""}`}>
      <section class="side list" aria-label={t("desk.mine")}>
        <PresenceSelect of={state} />
        <Alerts of={state} talks={open} chosen={chosen} />
        <Offers of={state} />
        <h2>{t("desk.mine")}</h2>
        {open.length === 0 ? <p class="soft">{t("desk.none")}</p> : <ConversationList of={open} chosen={chosen} read={read.value} />}
        <WaitingRoom but={state.offers.map((o) => o.conversation)} />
      </section>
      {now ? <Talk of={now} /> : <section class="talk">{open.length ? <Empty title={t("desk.pick")} text={t("desk.pick_text")} /> : <Idle of={state} />}</section>}
    </div>
  );
}

/** Nothing to do: who gets no offers either is told so, with the way to get some. */
function Idle({ of: { presence } }: { of: DeskState }) {
  const [deed, run] = useDeed();
  return (
    <Empty title={t("desk.empty")} text={t("desk.empty_text")}>
      {presence && presence !== "available" && (
        <>
          <p>{t("desk.no_offers", { presence: t(`presence.${presence}`) })}</p>
          <button type="button" class="main" onClick={() => run(() => command("presence.set", { presence: "available" }))}>{t("desk.be_available")}</button>
        </>
      )}
      {deed.value.is === "trouble" && <Outcome deed={deed.value} />}
    </Empty>
  );
}

function Talk({ of }: { of: Following<Conversation> }) {
  const c = of.state.value;
  if (of.trouble.value) return <section class="talk"><Trouble why={of.trouble.value} ask={{ what: "conversation", conversation: of.stream.slice(13) }} /></section>;
  if (!c) return <section class="talk"><Loading /></section>;
  return (
    <>
      <section class="talk" aria-label={t("desk.log", { name: c.customer.name ?? c.customer.id })}>
        <div class="talk_head">
          <a class="back_link" href="#/desk" aria-label={t("back")}>‹</a>
          <h2>{c.customer.name ?? c.customer.id}</h2>
          <span class="soft">{t(`status.${c.status}`)}</span>
          <Deeds of={c} />
        </div>
        <MoodHeader of={c} />
        <Moving of={c} />
        <Chat of={c} />
        {(c.joined ?? []).map((name) => <p key={name} class="fine joined" role="status">{t("desk.joined", { name: person_name(name) })}</p>)}
        {(c.whispers ?? []).length > 0 && c.status !== "closed" && <Whisper conversation={c.conversation} label={t("desk.whisper_answer")} />}
        <Composer of={c} key={c.conversation} />
      </section>
      <CustomerPanel of={c} key={`p${c.conversation}`} />
    </>
  );
}

/** Who comes to the desk finds the conversation open that needs them most, where there is room beside the list. */
function useFirst(open: Following<Conversation>[], chosen: string, all: number): void {
  const done = useRef(false);
  useEffect(() => {
    if (done.current || all === 0 || open.length < all) return;
    done.current = true;
    const mood = (f: Following<Conversation>) => (f.state.value?.sentiment?.level ? f.state.value.sentiment.score : 0);
    const worst = [...open].sort((a, b) => mood(a) - mood(b))[0];
    if (!chosen && worst && innerWidth > 760) go("desk", worst.stream.slice("conversation/".length));
  }, [open.length, all]);
}

/** Alt with the arrows walks through the conversations; Alt+R replies, Alt+W asks why. */
function useKeys(open: Following<Conversation>[], chosen: string): void {
  useEffect(() => {
    const press = (e: KeyboardEvent) => {
      if (!e.altKey || e.ctrlKey || e.metaKey) return;
      const ids = open.map((f) => f.stream.slice("conversation/".length));
      const step = e.key === "ArrowDown" ? 1 : e.key === "ArrowUp" ? -1 : 0;
      if (step !== 0 && ids.length > 0) {
        const at = ids.indexOf(chosen);
        go("desk", ids[(at + step + ids.length) % ids.length] ?? ids[0]);
      } else if (e.code === "KeyR") document.querySelector<HTMLElement>("[data-key=reply]")?.focus();
      else if (e.code === "KeyW") document.querySelector<HTMLElement>("[data-key=why]")?.click();
      else return;
      e.preventDefault();
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  });
}

/** What is on the screen has been read. */
function useReading(now: Following<Conversation> | undefined, chosen: string, read: { value: Record<string, number> }): void {
  const last = now?.state.value?.messages.at(-1)?.message ?? 0;
  useEffect(() => {
    if (chosen && document.visibilityState === "visible") read.value = { ...read.value, [chosen]: last };
  }, [chosen, last]);
}
