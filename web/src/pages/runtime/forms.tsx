// Queues, teams, people and trackers as forms; each sends one command.
import type { ComponentChildren } from "preact";
import { Ask, Field, given, words_of } from "../../parts/dialog";
import { Outcome } from "../../parts/states";
import { command, useDeed } from "../../parts/use";
import { t } from "../../words/words";
import { competitor_of, lines_of } from "./lists";
import type { KnownQueue } from "../wall/wall";

type Known = KnownQueue & { policy?: { sentiment: boolean; multilingual?: boolean } };

export function Forms({ queues, again }: { queues: Known[]; again: () => void }) {
  return (
    <div class="forms">
      <section class="card" id="queues">
        <h2>{t("queues")}</h2>
        {queues.length > 0 && <QueueTable of={queues} again={again} />}
        <h3 id="new_queue">{t("runtime.queue.new")}</h3>
        <Form go={t("runtime.queue.new")} done={again} work={make_queue}>
          <Field label={t("runtime.queue.id")}><input name="queue" required autocomplete="off" /></Field>
          <Field label={t("runtime.queue.name")}><input name="name" autocomplete="off" /></Field>
          <Field label={t("runtime.queue.members")} hint={t("runtime.ids_hint")}><input name="members" autocomplete="off" /></Field>
          <Field label={t("runtime.queue.supervisors")} hint={t("runtime.ids_hint")}><input name="supervisors" autocomplete="off" /></Field>
          <Field label={t("runtime.queue.languages")} hint={t("runtime.languages_hint")}><input name="languages" autocomplete="off" /></Field>
        </Form>
      </section>
      <section class="card">
        <h2>{t("runtime.teams")}</h2>
        <Form go={t("save")} work={(f) => command("team.set", { team: given(f, "team"), managers: words_of(given(f, "managers")), sellers: words_of(given(f, "sellers")) })}>
          <Field label={t("runtime.team.id")}><input name="team" required autocomplete="off" /></Field>
          <Field label={t("runtime.team.managers")} hint={t("runtime.ids_hint")}><input name="managers" autocomplete="off" /></Field>
          <Field label={t("runtime.team.sellers")} hint={t("runtime.ids_hint")}><input name="sellers" autocomplete="off" /></Field>
        </Form>
      </section>
      <section class="card">
        <h2>{t("runtime.people")}</h2>
        <Form go={t("save")} work={(f) => command("user.set", { user: given(f, "user"), name: given(f, "name"), mail: given(f, "mail"), chat_url: given(f, "chat_url") })}>
          <Field label={t("runtime.person.id")}><input name="user" required autocomplete="off" /></Field>
          <Field label={t("runtime.person.name")}><input name="name" autocomplete="off" /></Field>
          <Field label={t("runtime.person.mail")}><input name="mail" type="email" autocomplete="off" /></Field>
          <Field label={t("runtime.person.chat")}><input name="chat_url" type="url" autocomplete="off" /></Field>
        </Form>
      </section>
      <section class="card">
        <h2>{t("runtime.trackers")}</h2>
        <Form go={t("save")} work={(f) => command("trackers.set", { scope: given(f, "scope"), keywords: lines_of(given(f, "keywords")), competitors: lines_of(given(f, "competitors")).map(competitor_of) })}>
          <Field label={t("runtime.tracker.scope")}><input name="scope" required defaultValue="all" autocomplete="off" /></Field>
          <Field label={t("runtime.tracker.keywords")} hint={t("runtime.tracker.hint")}><textarea name="keywords" rows={3} /></Field>
          <Field label={t("runtime.tracker.competitors")} hint={t("runtime.tracker.hint")}><textarea name="competitors" rows={3} /></Field>
        </Form>
      </section>
      <section class="card">
        <h2>{t("runtime.erase")}</h2>
        <p class="soft">{t("runtime.erase_text")}</p>
        <Ask label={t("runtime.erase")} text={t("runtime.erase_text")} go={t("runtime.erase_go")} kind="bad" work={(f) => command("customer.erase", { customer: given(f, "customer") })}>
          <Field label={t("runtime.erase_id")}><input name="customer" required autocomplete="off" /></Field>
        </Ask>
      </section>
    </div>
  );
}

async function make_queue(f: FormData): Promise<void> {
  const queue = given(f, "queue");
  await command("queue.create", {
    queue, name: given(f, "name") ?? queue, members: words_of(given(f, "members")), supervisors: words_of(given(f, "supervisors")), languages: words_of(given(f, "languages")),
  });
}

function QueueTable({ of, again }: { of: Known[]; again: () => void }) {
  const [deed, run] = useDeed();
  const set = async (queue: string, what: object) => {
    await run(() => command("queue.configure", { queue, ...what }));
    again();
  };
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={t("queues")}>
      <table class="queues_table">
        <thead><tr><th scope="col">{t("queue")}</th><th scope="col">{t("runtime.queue.languages")}</th><th scope="col">{t("wall.sentiment")}</th><th scope="col">{t("wall.multilingual")}</th><th scope="col"><span class="unseen">{t("more")}</span></th></tr></thead>
        <tbody>
          {of.map((q) => (
            <tr key={q.queue}>
              <th scope="row">{q.name || q.queue} <small class="soft">{q.queue}</small></th>
              <td>{(q.languages ?? []).join(" ")}</td>
              {(["sentiment", "multilingual"] as const).map((w) => (
                <td key={w}>
                  <button type="button" class="switch" role="switch" aria-checked={q.policy?.[w] ?? false} aria-label={`${t(`wall.${w}`)}, ${q.name || q.queue}`} onClick={() => set(q.queue, { [w]: !q.policy?.[w] })}><i aria-hidden="true" /></button>
                </td>
              ))}
              <td>
                <Ask label={t("runtime.setup.members")} kind="slim" go={t("save")} work={async (f) => {
                  await command("queue.members", { queue: q.queue, members: words_of(given(f, "members")), supervisors: words_of(given(f, "supervisors")) });
                  again();
                }}>
                  <Field label={t("runtime.queue.members")} hint={t("runtime.ids_hint")}><input name="members" autocomplete="off" /></Field>
                  <Field label={t("runtime.queue.supervisors")} hint={t("runtime.ids_hint")}><input name="supervisors" autocomplete="off" /></Field>
                </Ask>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {deed.value.is === "trouble" && <Outcome deed={deed.value} />}
    </div>
  );
}

function Form({ go, work, done, children }: { go: string; work: (f: FormData) => Promise<unknown>; done?: () => void; children: ComponentChildren }) {
  const [deed, run] = useDeed();
  const submit = async (e: SubmitEvent) => {
    e.preventDefault();
    const form = e.currentTarget as HTMLFormElement;
    if (await run(() => work(new FormData(form)))) {
      form.reset();
      done?.();
    }
  };
  return (
    <form class="grid_form" onSubmit={submit}>
      {children}
      <div class="row"><button type="submit" class="main" disabled={deed.value.is === "busy"}>{go}</button></div>
      <Outcome deed={deed.value} />
    </form>
  );
}
