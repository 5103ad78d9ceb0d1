// Why a level is what it is: each message of the window with its weight, its score and the words that
// moved it.
import { useEffect } from "preact/hooks";
import type { Explanation, ExplainedMessage, Message } from "../wire/types";
import { is_word, number, signed } from "../words/format";
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

const least = 0.05; // what moves a message less than this counts into the rest
const most_shown = 6;

interface Part { what: string; by: number }

/** The parts that matter, the strongest first, and what all others come to. */
function sorted_parts(all: Part[], score: number): { shown: Part[]; rest: number } {
  const shown = all.filter((p) => Math.abs(p.by) >= least && is_word(p.what)).sort((a, b) => Math.abs(b.by) - Math.abs(a.by)).slice(0, most_shown);
  return { shown, rest: score - shown.reduce((sum, p) => sum + p.by, 0) };
}

function Parts({ of, score }: { of: Part[]; score: number }) {
  const { shown, rest } = sorted_parts(of, score);
  return (
    <ul class="shares">
      {shown.map((p, i) => <Share key={i} what={p.what} by={p.by} />)}
      {Math.abs(rest) >= 0.005 && <Share what={t("mood.base")} by={rest} soft />}
    </ul>
  );
}

function Explained({ of: m, text }: { of: ExplainedMessage; text: string }) {
  const parts = [
    ...m.words.map((w) => ({ what: w.text, by: w.contribution })),
    ...m.rules.map((r) => ({ what: `${r.text} (${t_or(`mood.rule.${r.rule}`, "error.other", { detail: r.rule })})`, by: r.contribution })),
  ];
  return (
    <li data-value={m.score === null || m.score === undefined ? "none" : value_of_level(level_of(m.score))}>
      <blockquote>{text}</blockquote>
      <p class="facts">
        <span>{t("mood.weight")} {number(m.weight, 2)}</span>
        {m.score === null || m.score === undefined ? <span>{reason_text(m.unscored ?? "other")}</span> : <span>{t("mood.score")} <b>{signed(m.score)}</b></span>}
      </p>
      {m.score !== null && m.score !== undefined && <Parts of={parts} score={m.score} />}
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
  return <Parts of={[...(of.words ?? []), ...(of.rules ?? [])].map((w) => ({ what: w.text, by: w.contribution }))} score={of.score ?? 0} />;
}
