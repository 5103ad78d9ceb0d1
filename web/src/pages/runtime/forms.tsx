// Queues, teams, people and trackers as forms, and erasure; each sends one command.
import { Ask } from "../../parts/dialog";
import { Field, Form, given, words_of } from "../../parts/form";
import { Outcome } from "../../parts/states";
import { command, useDeed } from "../../parts/use";
import { number } from "../../words/format";
import { t } from "../../words/words";
import { People } from "./people";
import type { KnownQueue } from "../wall/wall";

/** A queue as an administrator's question "queues" is answered. */
export interface AdminQueue extends KnownQueue {
  policy?: { sentiment: boolean; multilingual: boolean }; members?: string[]; supervisors?: string[];
}

export function Forms({ queues, again }: { queues: AdminQueue[]; again: () => void }) {
  return (
    <div class="forms">
      <section class="card" id="queues">
        <h2>{t("queues")}</h2>
        {queues.length > 0 && <QueueTable of={queues} again={again} />}
        <h3>{t("runtime.queue.new")}</h3>
        <Form go={t("runtime.queue.new")} done={again} work={make_queue}>
          <QueueFields />
          <MemberFields />
        </Form>
      </section>
      <People />
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

export function QueueFields() {
  return (
    <>
      <Field label={t("runtime.queue.id")} hint={t("runtime.id_hint")}><input name="queue" required autocomplete="off" placeholder="support" /></Field>
      <Field label={t("runtime.queue.name")}><input name="name" autocomplete="off" placeholder="Support" /></Field>
      <Field label={t("runtime.queue.languages")} hint={t("runtime.languages_hint")}><input name="languages" autocomplete="off" placeholder="en da fi" /></Field>
    </>
  );
}

export function MemberFields({ of }: { of?: AdminQueue }) {
  return (
    <>
      <Field label={t("runtime.queue.members")} hint={t("runtime.ids_hint")}><input name="members" autocomplete="off" defaultValue={of?.members?.join(" ")} /></Field>
      <Field label={t("runtime.queue.supervisors")} hint={t("runtime.ids_hint")}><input name="supervisors" autocomplete="off" defaultValue={of?.supervisors?.join(" ")} /></Field>
    </>
  );
}

export async function make_queue(f: FormData): Promise<void> {
  const queue = given(f, "queue");
  await command("queue.create", { queue, name: given(f, "name") ?? queue, ...people_in(f), languages: words_of(given(f, "languages")) });
}

export const set_members = (f: FormData, queue: string): Promise<unknown> => command("queue.members", { queue, ...people_in(f) });

const people_in = (f: FormData) => ({ members: words_of(given(f, "members")), supervisors: words_of(given(f, "supervisors")) });

function QueueTable({ of, again }: { of: AdminQueue[]; again: () => void }) {
  const [deed, run] = useDeed();
  const set = async (queue: string, what: object) => {
    await run(() => command("queue.configure", { queue, ...what }));
    again();
  };
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={t("queues")}>
      <table class="queues_table">
        <thead><tr><th scope="col">{t("queue")}</th><th scope="col">{t("runtime.queue.languages")}</th><th scope="col">{t("wall.sentiment")}</th><th scope="col">{t("wall.multilingual")}</th><th scope="col" class="n">{t("runtime.queue.members")}</th><th scope="col"><span class="unseen">{t("more")}</span></th></tr></thead>
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
              <td class="n">{number((q.members ?? []).length)}</td>
              <td>
                <Ask label={t("runtime.queue.people")} kind="slim" go={t("save")} work={(f) => set_members(f, q.queue).then(again)}>
                  <MemberFields of={q} />
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
