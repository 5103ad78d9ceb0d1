// What was said, line by line, each with its score and the comments on it; moves with the recording.
import { useSignal } from "@preact/signals";
import { EarlierButton, useEarlier } from "../../parts/earlier";
import { Face, level_of, level_word, value_of_level } from "../../parts/mood";
import { person_name } from "../../names";
import type { Conversation, Message } from "../../wire/types";
import { clock, signed, time } from "../../words/format";
import { t } from "../../words/words";
import { AddComment, Comments } from "./comments";
import type { Found } from "./found";
import { Player } from "./player";

interface About { of: Conversation; found: Map<number, Found>; seller: string; here: number | null; go: (message: number | null) => void }

export function Transcript({ of: c, found, seller, here, go }: About) {
  const play = useSignal<number | null>(null);
  const earlier = useEarlier(c);
  return (
    <section class="card pad transcript" aria-label={t("sellers.transcript")}>
      <h2>{t("sellers.transcript")}</h2>
      <Player of={c} at={go} play={play} />
      <EarlierButton of={earlier} />
      <ol>{earlier.messages.map((m) => <Line key={m.message} of={m} in={c} found={found.get(m.message)} seller={seller} here={here === m.message} play={(ms) => (play.value = ms)} />)}</ol>
    </section>
  );
}

function Line({ of: m, in: c, found, seller, here, play }: {
  of: Message; in: Conversation; found?: Found; seller: string; here: boolean; play: (ms: number) => void;
}) {
  const turn = c.turning_point;
  return (
    <li class={`line ${m.author.role}`} data-message={m.message} data-here={here}>
      <When of={m} play={c.recording ? play : null} />
      <div>
        <p><b>{author_of(m, c)}</b> <span lang={m.language}>{m.text}</span></p>
        {found && <Noticed of={found} />}
        {turn?.message === m.message && <p class="mark" data-value="-2">{t("sellers.fell")}</p>}
        {turn?.recovered?.after_reply === m.message && <p class="mark" data-value="2">{t("sellers.recovered")}</p>}
        <Comments of={(c.comments ?? []).filter((x) => x.message === m.message)} conversation={c.conversation} seller={seller} />
      </div>
      <span class="score_cell">
        {m.score !== undefined && <Score of={m.score} />}
        <AddComment conversation={c.conversation} message={m.message} />
      </span>
    </li>
  );
}

function When({ of: m, play }: { of: Message; play: ((ms: number) => void) | null }) {
  const { start_ms } = m;
  if (start_ms === undefined) return <span class="when">{time(m.at)}</span>;
  if (!play) return <span class="when">{clock(start_ms)}</span>;
  return <button type="button" class="link when" aria-label={t("sellers.play_from", { time: clock(start_ms) })} onClick={() => play(start_ms)}>▶ {clock(start_ms)}</button>;
}

/** What was noticed in a line, each with its shape and word. */
function Noticed({ of }: { of: Found }) {
  const all: [string, string, string][] = [
    ...(of.keywords ?? []).map((k): [string, string, string] => ["◆", t("sellers.keyword"), k.text]),
    ...(of.competitors ?? []).map((k): [string, string, string] => ["▲", t("sellers.competitor"), k.text]),
    ...(of.questions?.length ? [["?", t("sellers.question"), ""] as [string, string, string]] : []),
    ...(of.action_items ?? []).map((i): [string, string, string] => ["☐", t("sellers.promise"), i.state === "done" ? t("sellers.done") : ""]),
  ];
  if (all.length === 0) return null;
  return <p class="noticed">{all.map(([shape, what, text], i) => <span key={i}><span aria-hidden="true">{shape}</span> {what}{text && ` “${text}”`}</span>)}</p>;
}

export function author_of(m: Message, c: Conversation): string {
  if (m.author.role === "customer") return c.customer.name ?? t("customer");
  return m.author.role === "bot" ? t("bot") : m.author.id ? person_name(m.author.id) : t("agent");
}

function Score({ of }: { of: number }) {
  const level = level_of(of);
  return (
    <span class="mood" data-value={value_of_level(level)} title={level_word(level)}>
      <Face level={level} size={16} /> <span class="word">{signed(of)}</span><span class="unseen">{level_word(level)}</span>
    </span>
  );
}
