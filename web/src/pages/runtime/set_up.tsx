// The first set-up of an empty store, step by step; each step is done here, and gone once all are.
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { useSignal } from "@preact/signals";
import { fold_queue } from "../../live/queue";
import { Copy } from "../../parts/copy";
import { Form } from "../../parts/form";
import { Outcome } from "../../parts/states";
import { command, useDeed, useStream } from "../../parts/use";
import { to } from "../../session";
import type { Queue } from "../../wire/types";
import { t, type Key } from "../../words/words";
import { make_queue, MemberFields, QueueFields, set_members, type AdminQueue } from "./forms";

const place = "earshot.set_up"; // in this tab: begun, or hidden

export function SetUp({ queues, again }: { queues: AdminQueue[]; again: () => void }) {
  const queue = queues[0] ?? null;
  const live = useStream<Queue>(queue ? `queue/${queue.queue}` : null, fold_queue)?.state.value ?? null;
  const kept = useSignal(sessionStorage.getItem(place) ?? "");
  const has_token = useSignal(false);
  const keep = (what: string) => {
    sessionStorage.setItem(place, what);
    kept.value = what;
  };
  const made = queue !== null;
  const members = (queue?.members ?? []).length > 0 && (queue?.supervisors ?? []).length > 0;
  const switched = queues.some((q) => q.policy?.sentiment);
  const spoken = !!live && (live.conversations_total > 0 || live.figures.offered > 0);
  const is_set_up = made && members && switched;
  useEffect(() => {
    if (!is_set_up && kept.value === "") keep("begun");
  }, [is_set_up]);
  if (kept.value === "hidden" || (is_set_up && kept.value !== "begun") || (made && !live)) return null;
  const steps: [Key, boolean, () => ComponentChildren][] = [
    ["runtime.setup.queue", made, () => <Form go={t("runtime.queue.new")} done={again} work={make_queue}><QueueFields /></Form>],
    ["runtime.setup.members", members, () => <Form go={t("save")} done={again} work={(f) => set_members(f, queue?.queue ?? "")}><MemberFields of={queue ?? undefined} /></Form>],
    ["runtime.setup.switches", switched, () => <SwitchOn queue={queue?.queue ?? ""} again={again} />],
    ["runtime.setup.token", has_token.value || spoken, () => <Tokens of={queue} done={() => (has_token.value = true)} />],
    ["runtime.setup.message", spoken, () => <><p class="soft">{t("runtime.setup.message_text")}</p><a class="button main" href={to("playground")}>{t("nav.playground")}</a></>],
  ];
  const at = steps.findIndex(([, done]) => !done);
  return (
    <section class="card set_up" aria-label={t("runtime.setup")}>
      <div class="toolbar"><h2>{at < 0 ? t("runtime.setup.done") : t("runtime.setup")}</h2><button type="button" class="slim" onClick={() => keep("hidden")}>{t(at < 0 ? "close" : "hide")}</button></div>
      <p class="soft">{t(at < 0 ? "runtime.setup.done_text" : "runtime.setup_text")}</p>
      <ol>
        {steps.map(([key, done, body], i) => (
          <li key={key} data-done={done} aria-current={i === at ? "step" : undefined}>
            <span class="number" aria-hidden="true">{done ? "✓" : i + 1}</span>
            <h3>{t(key)}{done && <span class="unseen"> · {t("runtime.setup.is_done")}</span>}</h3>
            {i === at && <div class="body">{body()}</div>}
          </li>
        ))}
      </ol>
    </section>
  );
}

function SwitchOn({ queue, again }: { queue: string; again: () => void }) {
  const [deed, run] = useDeed();
  const on = (what: object) => run(() => command("queue.configure", { queue, ...what })).then(again);
  return (
    <>
      <p class="soft">{t("runtime.setup.switches_text")}</p>
      <div class="row">
        <button type="button" class="main" onClick={() => void on({ sentiment: true })}>{t("runtime.setup.english")}</button>
        <button type="button" onClick={() => void on({ sentiment: true, multilingual: true })}>{t("runtime.setup.all_languages")}</button>
      </div>
      {deed.value.is === "trouble" && <Outcome deed={deed.value} />}
    </>
  );
}

/** What makes the tokens: one for the program that brings customers in, one for each of the people. */
function Tokens({ of, done }: { of: AdminQueue | null; done: () => void }) {
  const line = (user: string, role: string) => `earshot token --key-file DATA_DIR/key --user ${user} --role ${role}`;
  const lines: [string, string][] = [
    [t("role.connector"), line("web-chat", "connector")],
    [t("role.agent"), line(of?.members?.[0] ?? "mette", "agent")],
    [t("role.supervisor"), line(of?.supervisors?.[0] ?? "vera", "supervisor")],
  ];
  return (
    <>
      <p class="soft">{t("runtime.setup.token_text")}</p>
      <dl class="token_lines">
        {lines.map(([who, text]) => <div key={who}><dt>{who}</dt><dd><code tabIndex={0}>{text}</code> <Copy name={t("copy")} text={() => text} about={who} /></dd></div>)}
      </dl>
      <button type="button" class="main" onClick={done}>{t("runtime.setup.have_token")}</button>
    </>
  );
}
