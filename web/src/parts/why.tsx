// Why a level is what it is: each message of the window with its weight, its score and the words that
// moved it.
import { useEffect } from "preact/hooks";
import type { Explanation, ExplainedMessage, Message } from "../wire/types";
import { number, signed } from "../words/format";
import { t, t_or } from "../words/words";
import { level_of, value_of_level, reason_text } from "./mood";
import { Show } from "./states";
import { useQuery } from "./use";

export function Why({ conversation, messages }: { conversation: string; messages: Message[] }) {
  const [answer, again] = useQuery<Explanation>("sentiment.explain", { conversation });
  useEffect(() => again(), [messages.length]);
  return (
    <div class="why" tabIndex={0} role="group" aria-label={t("mood.why")}>
      <p class="soft">{t("mood.why_text")}</p>
      <Show answer={answer} ask={{ what: "sentiment", conversation }}>
        {(found) => (
          <>
            <ol>
              {found.messages.toReversed().map((m) => (
                <Explained key={m.message} of={m} text={messages.find((x) => x.message === m.message)?.text ?? ""} />
              ))}
            </ol>
            <p class="total"><span>{t("mood.total")}</span> <b>{signed(found.score)}</b></p>
          </>
        )}
      </Show>
    </div>
  );
}

function Explained({ of: m, text }: { of: ExplainedMessage; text: string }) {
  const parts = [
    ...m.words.map((w) => ({ what: w.text, by: w.contribution })),
    ...m.rules.map((r) => ({ what: `${r.text} (${t_or(`mood.rule.${r.rule}`, "error.other", { detail: r.rule })})`, by: r.contribution })),
  ]
    .filter((p) => Math.abs(p.by) >= 0.005)
    .sort((a, b) => Math.abs(b.by) - Math.abs(a.by))
    .slice(0, 6);
  const scored = m.score !== null && m.score !== undefined;
  return (
    <li data-value={scored ? value_of_level(level_of(m.score as number)) : "none"}>
      <blockquote>{text}</blockquote>
      <p class="facts">
        <span>{t("mood.weight")} {number(m.weight, 2)}</span>
        {scored ? <span>{t("mood.score")} <b>{signed(m.score)}</b></span> : <span>{reason_text(m.unscored ?? "other")}</span>}
      </p>
      {scored && (
        <ul class="shares">
          {parts.map((p) => <Share key={p.what} what={p.what} by={p.by} />)}
          {Math.abs(m.base) >= 0.005 && <Share what={t("mood.base")} by={m.base} soft />}
        </ul>
      )}
    </li>
  );
}

function Share({ what, by, soft }: { what: string; by: number; soft?: boolean }) {
  return (
    <li class={soft ? "share soft" : "share"} data-side={by < 0 ? "negative" : "positive"}>
      <span class="what">{what}</span>
      <span class="track" aria-hidden="true"><i style={{ "--by": Math.max(-1, Math.min(1, by)) }} /></span>
      <span class="by">{signed(by)}</span>
    </li>
  );
}

/** One text read by itself: the playground's answer to "how does this sound?". */
export interface TextScore {
  score?: number; level: string | null; language?: string; reason?: string; base?: number;
  words?: { text: string; contribution: number }[]; rules?: { rule: string; text: string; contribution: number }[];
}

export function TextShares({ of }: { of: TextScore }) {
  const m: ExplainedMessage = {
    message: 0, weight: 1, score: of.score ?? null, contribution: of.score ?? 0, base: of.base ?? 0, words: of.words ?? [], rules: of.rules ?? [],
  };
  const parts = [...m.words, ...m.rules].filter((w) => Math.abs(w.contribution) >= 0.005).sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution));
  return (
    <ul class="shares">
      {parts.slice(0, 8).map((p, i) => <Share key={i} what={p.text} by={p.contribution} />)}
      {Math.abs(m.base) >= 0.005 && <Share what={t("mood.base")} by={m.base} soft />}
    </ul>
  );
}
