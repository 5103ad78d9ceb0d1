// How a customer feels, in shape and word before colour: face, badge, the strip of six.
import type { Level, Sentiment } from "../wire/types";
import type { Step } from "../live/conversation";
import { t, t_or, count, type Fill, type Key } from "../words/words";

export const levels: Level[] = [
  "very_negative", "negative", "slightly_negative", "neutral", "slightly_positive", "positive", "very_positive",
];
export const value_of_level = (l: Level): number => levels.indexOf(l) - 3;
export const level_word = (l: Level): string => t(`level.${l}` as Key);

// Where the levels of one side begin; the same as the server has.
const cut_points = [0.25, 0.5, 0.75];

/** The level of a single score. */
export function level_of(score: number): Level {
  const size = Math.abs(score);
  const n = cut_points.filter((c) => size > c).length;
  return levels[3 + Math.sign(score) * n] as Level;
}

// Mouths from a deep frown to a wide smile: the control point of one curve.
const mouth = [-5.2, -3.8, -2, 0, 2, 3.8, 5.2];

/** A drawn face for a level; null: a dashed ring with a dash, for what is not scored. */
export function Face({ level, size = 24 }: { level: Level | null; size?: number }) {
  const v = level === null ? null : value_of_level(level);
  return (
    <svg class="face" data-value={v ?? "none"} width={size} height={size} viewBox="0 0 24 24" aria-hidden="true">
      <circle cx="12" cy="12" r="10.5" class="skin" stroke-dasharray={v === null ? "3 3" : undefined} />
      {v === null ? (
        <path d="M8.500 12h7" class="line" />
      ) : (
        <>
          <circle cx="8.500" cy="9.800" r="1.300" class="eye" />
          <circle cx="15.500" cy="9.800" r="1.300" class="eye" />
          {v <= -2 && <path d={v === -3 ? "M6.200 6.300l3.600 1.600M17.800 6.300l-3.600 1.600" : "M6.800 7l2.600.6M17.200 7l-2.600.6"} class="line thin" />}
          {v === 3 ? (
            <path d="M7 13.500h10a5 5 0 0 1-10 0z" class="eye" />
          ) : (
            <path d={`M7.500 ${15.5 - (mouth[v + 3] ?? 0) / 3.2} q4.500 ${mouth[v + 3]} 9 0`} class="line" />
          )}
        </>
      )}
    </svg>
  );
}

/** Face and word. */
export function Mood({ of, size = 20 }: { of: Sentiment | undefined; size?: number }) {
  if (!of) return null;
  const word = of.level === null ? t("tone.none") : level_word(of.level);
  return (
    <span class="mood" data-value={of.level === null ? "none" : of.value} title={of.level === null ? reason_text(of.reason) : undefined}>
      <Face level={of.level} size={size} />
      <span class="word">{word}</span>
    </span>
  );
}

export const reason_text = (reason: string): string => t_or(`reason.${reason}`, "reason.other");
export const reason_advice = (reason: string): string => t_or(`reason.${reason}.do`, "reason.other.do");

/** Six steps above and below a middle line, oldest first: direction and height carry the score. */
export function Strip({ steps, small = false }: { steps: Step[]; small?: boolean }) {
  const slots = [...Array<null>(6 - steps.length).fill(null), ...steps];
  return (
    <ol class={small ? "strip small" : "strip"} aria-label={t("mood.strip")}>
      {slots.map((s, i) =>
        s === null ? (
          <li key={i} class="empty" aria-hidden="true" />
        ) : (
          <li key={i} data-value={s.score === null ? "none" : value_of_level(level_of(s.score))} title={step_text(s)}>
            <span class="bar" style={{ "--score": s.score ?? 0 }} />
            <span class="unseen">{step_text(s)}</span>
          </li>
        ),
      )}
    </ol>
  );
}

function step_text(s: Step): string {
  const fill: Fill = { n: s.message };
  return s.score === null ? t("mood.step_unscored", fill) : t("mood.step", { ...fill, level: level_word(level_of(s.score)) });
}

/** What a level rests on, in words. */
export function evidence_text(s: Sentiment): string {
  if (s.level === null) return "";
  const base = s.evidence === 0 ? t("mood.start") : count("mood.evidence", s.evidence);
  return s.profanity ? `${base} · ${t("mood.profanity")}` : base;
}
