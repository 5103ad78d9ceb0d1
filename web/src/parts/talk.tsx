// The communication panel that desk and wall share: the level at the top, then the chat.
import { Fragment } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { useSignal } from "@preact/signals";
import { end_of_bot, misses_scores, steps } from "../live/conversation";
import { person_name } from "../names";
import { link, user } from "../session";
import type { Conversation, Message, Whisper } from "../wire/types";
import { time } from "../words/format";
import { t } from "../words/words";
import { EarlierButton, useEarlier } from "./earlier";
import { evidence_text, Face, level_of, level_word, reason_advice, reason_text, Strip, value_of_level } from "./mood";
import { Why } from "./why";

/** Face, word, six steps, and "why": or the quiet line that says why there is none. */
export function MoodHeader({ of: c }: { of: Conversation }) {
  const open = useSignal(false);
  const mood = c.sentiment;
  const stale = misses_scores(c);
  useEffect(() => {
    if (stale) link.value?.refresh(`conversation/${c.conversation}`);
  }, [stale, c.conversation]);
  if (!mood) return null;
  if (mood.level === null)
    return (
      <div class="mood_header off" data-mood="none">
        <Face level={null} size={30} />
        <p>{reason_text(mood.reason)} <span class="soft">{reason_advice(mood.reason)}</span></p>
      </div>
    );
  return (
    <section class="mood_header" data-mood={mood.level} data-value={mood.value} aria-label={t("mood")}>
      <div class="now" role="status">
        <Face level={mood.level} size={48} />
        <div>
          <b class="word">{level_word(mood.level)}</b>
          <small>{evidence_text(mood)}</small>
        </div>
      </div>
      <Strip steps={steps(c.messages)} />
      <details class="why_box" open={open.value} onToggle={(e) => (open.value = e.currentTarget.open)}>
        <summary data-key="why">{t("mood.why")}</summary>
        {open.value && <Why conversation={c.conversation} messages={c.messages} />}
      </details>
    </section>
  );
}

type Line = { at: string; m: Message } | { at: string; w: Whisper };

/** The chat; follows its end unless one has scrolled up to read. */
export function Chat({ of: c, whispers = true }: { of: Conversation; whispers?: boolean }) {
  const box = useRef<HTMLDivElement>(null);
  const at_end = useRef(true);
  const earlier = useEarlier(c);
  const lines: Line[] = [
    ...earlier.messages.map((m): Line => ({ at: m.at, m })),
    ...(whispers ? c.whispers ?? [] : []).map((w): Line => ({ at: w.at ?? "9", w })),
  ].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  useEffect(() => {
    at_end.current = true;
  }, [c.conversation]);
  useEffect(() => {
    if (at_end.current && box.current) box.current.scrollTop = box.current.scrollHeight;
  }, [c.messages.length, c.whispers?.length, c.conversation]);
  useEffect(() => {
    const b = box.current;
    if (!b) return;
    const watcher = new ResizeObserver(() => at_end.current && (b.scrollTop = b.scrollHeight));
    watcher.observe(b);
    return () => watcher.disconnect();
  }, []);
  const bot_end = end_of_bot(earlier.messages);
  const name = c.customer.name ?? c.customer.id;
  return (
    <div class="chat" ref={box} role="log" tabIndex={0} aria-label={t("desk.log", { name })}
      onScroll={(e) => {
        const b = e.currentTarget;
        at_end.current = b.scrollHeight - b.scrollTop - b.clientHeight < 40;
      }}>
      <EarlierButton of={earlier} />
      {lines.map((l) =>
        "m" in l ? (
          <Fragment key={l.m.message}>
            <Bubble of={l.m} name={name} />
            {l.m.message === bot_end && c.status !== "bot" && <p class="divider">{t("desk.bot_part")}</p>}
          </Fragment>
        ) : (
          <div class="bubble whisper" key={`w${l.at}${l.w.text}`}>
            <small>{t("desk.whisper_from", { name: l.w.author === user.value?.id ? t("you") : person_name(l.w.author) })}</small>
            <p>{l.w.text}</p>
          </div>
        ),
      )}
    </div>
  );
}

function Bubble({ of: m, name }: { of: Message; name: string }) {
  const role = m.author.role;
  const who = role === "customer" ? name : role === "bot" ? t("bot") : m.author.id === user.value?.id ? t("you") : m.author.id ? person_name(m.author.id) : t("agent");
  return (
    <div class={`bubble ${role}`} data-message={m.message}>
      <small>
        {who} · <time dateTime={m.at}>{time(m.at)}</time>
        {m.score !== undefined && (
          <span class="tick" data-value={value_of_level(level_of(m.score))} title={level_word(level_of(m.score))}>
            <Face level={level_of(m.score)} size={14} />
            <span class="unseen">{level_word(level_of(m.score))}</span>
          </span>
        )}
        {m.unscored && <span class="tick" title={reason_text(m.unscored)}>–<span class="unseen">{reason_text(m.unscored)}</span></span>}
      </small>
      <p lang={m.language}>{m.text}</p>
    </div>
  );
}
