// What is offered to me with its countdown, what waits in my queues, and whether I am there at all.
import { useRef } from "preact/hooks";
import { fold_queue, waits_ms } from "../../live/queue";
import type { DeskState } from "../../live/desk";
import { Mood } from "../../parts/mood";
import { Outcome } from "../../parts/states";
import { command, useDeed, useQuery, useStreams, value_of } from "../../parts/use";
import { person_name, queue_name } from "../../names";
import { go, now } from "../../session";
import type { Offer, Presence, Queue, Row } from "../../wire/types";
import { clock, language_name } from "../../words/format";
import { t } from "../../words/words";

const presences: Presence[] = ["available", "busy", "away", "offline"];

export function PresenceSelect({ of }: { of: DeskState }) {
  const [deed, run] = useDeed();
  return (
    <div class="presence">
      <label>
        <span class="unseen">{t("presence")}</span>
        <i data-presence={of.presence ?? "none"} aria-hidden="true" />
        <select value={of.presence ?? ""} onChange={(e) => run(() => command("presence.set", { presence: e.currentTarget.value }))}>
          {of.presence === undefined && <option value="">{t("presence")}…</option>}
          {presences.map((p) => <option key={p} value={p}>{t(`presence.${p}`)}</option>)}
        </select>
      </label>
      {of.reason === "offers_timed_out" && of.presence === "away" && <p class="fine" role="status">{t("desk.timed_out")}</p>}
      {deed.value.is === "trouble" && <Outcome deed={deed.value} />}
    </div>
  );
}

export function Offers({ of }: { of: DeskState }) {
  if (of.offers.length === 0) return null;
  return (
    <section class="offers" aria-label={t("desk.offers")}>
      {of.offers.map((o) => <OfferCard key={o.conversation} of={o} />)}
    </section>
  );
}

function OfferCard({ of: o }: { of: Offer }) {
  const [deed, run] = useDeed();
  const left = o.expires_at ? Math.max(0, Math.round((Date.parse(o.expires_at) - now.value) / 1000)) : null;
  const most = useRef(left ?? 0); // the whole time there is, as far as this page has seen it
  most.current = Math.max(most.current, left ?? 0);
  const name = typeof o.customer === "string" ? o.customer : o.customer?.name ?? o.customer?.id ?? o.conversation;
  const answer = (op: string) => run(() => command(op, { conversation: o.conversation }));
  const accept = async () => {
    if (await answer("offer.accept")) go("desk", o.conversation);
  };
  return (
    <div class="offer" data-conversation={o.conversation} role="alert">
      <p><b>{t("desk.offer_from", { name, queue: queue_name(o.queue) })}</b></p>
      <p class="facts">
        {o.channel && <span>{t(`channel.${o.channel}`)}</span>}
        {o.language && <span>{language_name(o.language)}</span>}
        {o.waiting_ms !== undefined && <span>{t("desk.waits", { time: clock(o.waiting_ms + Math.max(0, now.value - (o.at ?? now.value))) })}</span>}
        {o.transfer_by && <span>{t("desk.offer_by", { name: person_name(o.transfer_by) })}</span>}
        {o.again && <span>{t("desk.offer_again")}</span>}
        <Mood of={o.sentiment} size={16} />
      </p>
      <div class="row">
        <button type="button" class="main" onClick={accept}>{t("desk.accept")}</button>
        <button type="button" onClick={() => answer("offer.decline")}>{t("desk.decline")}</button>
        {left !== null && <span class="left" role="timer">{t("desk.seconds_left", { n: left })}</span>}
      </div>
      {left !== null && <progress max={most.current} value={left} aria-hidden="true" />}
      {deed.value.is === "trouble" && <Outcome deed={deed.value} />}
    </div>
  );
}

/** Open conversations of my queues that nobody has yet, `but` those that are offered to me; anyone may take one. */
export function WaitingRoom({ but }: { but: string[] }) {
  const [answer] = useQuery<{ queues: { queue: string; member?: boolean }[] }>("queues");
  const mine = (value_of(answer)?.queues ?? []).map((q) => `queue/${q.queue}`);
  const queues = useStreams<Queue>(mine, fold_queue);
  const rows = queues.flatMap((f) => (f.state.value?.conversations ?? []).filter((r) => r.status === "open" && !but.includes(r.conversation)));
  if (rows.length === 0) return null;
  return (
    <section class="waiting_room" aria-label={t("desk.waiting_room")}>
      <h2>{t("desk.waiting_room")}</h2>
      <ul>{rows.slice(0, 20).map((r) => <Waiting key={r.conversation} of={r} />)}</ul>
    </section>
  );
}

function Waiting({ of: r }: { of: Row }) {
  const [deed, run] = useDeed();
  const take = async () => {
    if (await run(() => command("offer.take", { conversation: r.conversation }))) go("desk", r.conversation);
  };
  return (
    <li>
      <span>{r.customer?.name ?? r.customer?.id ?? r.conversation}</span>
      <small class="waits">{clock(waits_ms(r, now.value))}</small>
      <button type="button" class="slim" onClick={take}>{t("desk.take")}</button>
      {deed.value.is === "trouble" && <Outcome deed={deed.value} />}
    </li>
  );
}
