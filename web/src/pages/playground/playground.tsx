// Customer, bot and agent at once, with every frame in sight; and a sentence read by itself.
import { useEffect } from "preact/hooks";
import { useSignal } from "@preact/signals";
import { Field } from "../../parts/form";
import { Face, level_word, reason_advice, reason_text } from "../../parts/mood";
import { Outcome, Show } from "../../parts/states";
import { useQuery, useDeed } from "../../parts/use";
import { TextShares, type TextScore } from "../../parts/why";
import { has_role, link, people, socket_url } from "../../session";
import { Link } from "../../wire/link";
import type { Level } from "../../wire/types";
import { language_name, signed } from "../../words/format";
import { t } from "../../words/words";
import { Frames, type Seen } from "./frames";
import { Stage } from "./stage";

export function Playground(_: { rest: string }) {
  const own = useSignal<Link | null>(null);
  const seen = useSignal<Seen[]>([]);
  const begin = (token: string) => {
    own.value?.stop();
    const made = new Link(socket_url(), token);
    made.spy = (direction, frame) => {
      if (frame["type"] !== "ping" && frame["type"] !== "pong") seen.value = [...seen.value, { direction, frame, at: Date.now() }].slice(-200);
    };
    made.start();
    own.value = made;
  };
  useEffect(() => () => own.value?.stop(), []);
  return (
    <div class="playground_page">
      <p class="intro soft">{t("play.text")}</p>
      <div class="play_left">
        <Score />
        {own.value?.user.value ? <Stage via={own.value} /> : <Door begin={begin} refused={own.value?.refusal.value?.message} />}
      </div>
      <Frames of={seen.value} />
    </div>
  );
}

/** What the scorer makes of one sentence. */
function Score() {
  const text = useSignal("");
  const asked = useSignal("");
  useEffect(() => {
    const wait = setTimeout(() => (asked.value = text.value.trim()), 250);
    return () => clearTimeout(wait);
  }, [text.value]);
  const [answer] = useQuery<TextScore>(asked.value ? "sentiment.score" : null, { text: asked.value });
  return (
    <section class="card score">
      <Field label={t("play.score")}>
        <textarea rows={2} placeholder={t("play.score_hint")} value={text.value} onInput={(e) => (text.value = e.currentTarget.value)} />
      </Field>
      {asked.value === "" ? (
        <button type="button" class="plain example" onClick={() => (text.value = t("play.score_example"))}>“{t("play.score_example")}”</button>
      ) : (
        <Show answer={answer}>{(s) => <Verdict of={s} />}</Show>
      )}
    </section>
  );
}

function Verdict({ of: s }: { of: TextScore }) {
  return (
    <div class="verdict" role="status">
      <p class="mood big" data-value={s.level ? ["very_negative", "negative", "slightly_negative", "neutral", "slightly_positive", "positive", "very_positive"].indexOf(s.level) - 3 : "none"}>
        <Face level={(s.level as Level | null) ?? null} size={34} />
        <span class="word">{s.level ? level_word(s.level as Level) : reason_text(s.reason ?? "other")}</span>
        <span class="soft">{s.level ? signed(s.score) : reason_advice(s.reason ?? "other")}{s.language && ` · ${language_name(s.language)}`}</span>
      </p>
      {s.level && <TextShares of={s} />}
    </div>
  );
}

/** A conversation needs a connector: one's own role, a demo's, or a pasted token. */
function Door({ begin, refused }: { begin: (token: string) => void; refused?: string }) {
  const [deed] = useDeed();
  const connector = people.value.find((p) => p.role === "connector");
  const mine = has_role("connector") ? link.value : null;
  const submit = (e: SubmitEvent) => {
    e.preventDefault();
    const token = String(new FormData(e.currentTarget as HTMLFormElement).get("token") ?? "").trim();
    if (token) begin(token);
  };
  return (
    <section class="card door_card">
      <h2>{t("play.start")}</h2>
      <p class="soft">{t(mine ? "play.own_text" : connector ? "play.demo_text" : "play.token_text")}</p>
      {refused !== undefined && <p class="outcome bad" role="alert">{t("sign_in.refused")} {refused}</p>}
      {mine && <button type="button" class="main" onClick={() => begin(mine.token)}>{t("play.start")}</button>}
      {connector && !mine && <button type="button" class="main" onClick={() => begin(connector.token)}>{t("play.demo")}</button>}
      {!mine && (
        <form class="row" onSubmit={submit}>
          <input name="token" aria-label={t("play.token")} placeholder={t("play.token")} autocomplete="off" spellcheck={false} />
          <button type="submit">{t("sign_in.go")}</button>
        </form>
      )}
      <Outcome deed={deed.value} />
    </section>
  );
}
