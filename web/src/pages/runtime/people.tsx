// Teams, people and trackers: what there is, each to be changed, and a form for a new one.
import type { ComponentChildren } from "preact";
import { Ask } from "../../parts/dialog";
import { Field, Form, given, words_of } from "../../parts/form";
import { command, useQuery, value_of } from "../../parts/use";
import { list } from "../../words/format";
import { count, t } from "../../words/words";
import { competitor_of, line_of, lines_of, type Competitor } from "./lists";

interface Person { seller: string; name?: string | null; mail?: string | null; chat_url?: string | null }
interface Team { team: string; managers: string[]; sellers: string[]; above?: string | null }
interface Trackers { scope: string; keywords: string[]; competitors: Competitor[] }
interface Known { people?: Person[]; teams?: Team[]; trackers?: Trackers[] }

export function People() {
  const [answer, again] = useQuery<Known>("sellers");
  const known = value_of(answer);
  return (
    <>
      <Kind title={t("runtime.teams")} add={t("runtime.team.new")} work={set_team} again={again} fields={<TeamFields />}
        of={(known?.teams ?? []).map((x) => ({ id: x.team, text: `${t("runtime.team.managers")}: ${list(x.managers)} · ${t("runtime.team.sellers")}: ${list(x.sellers)}`, fields: <TeamFields of={x} /> }))} />
      <Kind title={t("runtime.people")} add={t("runtime.person.new")} work={set_person} again={again} fields={<PersonFields />}
        of={(known?.people ?? []).map((x) => ({ id: x.seller, text: [x.name, x.mail].filter(Boolean).join(" · "), fields: <PersonFields of={x} /> }))} />
      <Kind title={t("runtime.trackers")} add={t("runtime.tracker.new")} work={set_trackers} again={again} fields={<TrackerFields />}
        of={(known?.trackers ?? []).map((x) => ({ id: x.scope, text: `${count("runtime.keywords", x.keywords.length)} · ${count("runtime.competitors", x.competitors.length)}`, fields: <TrackerFields of={x} /> }))} />
    </>
  );
}

interface One { id: string; text: string; fields: ComponentChildren }

function Kind({ title, of, add, fields, work, again }: {
  title: string; of: One[]; add: string; fields: ComponentChildren; work: (f: FormData) => Promise<unknown>; again: () => void;
}) {
  const change = (f: FormData) => work(f).then(again);
  return (
    <section class="card">
      <h2>{title}</h2>
      {of.length > 0 && (
        <ul class="known">
          {of.map((x) => <li key={x.id}><span><b>{x.id}</b> <small class="soft">{x.text}</small></span><Ask label={t("edit")} title={`${title}: ${x.id}`} kind="slim" go={t("save")} work={change}>{x.fields}</Ask></li>)}
        </ul>
      )}
      <details open={of.length === 0}>
        <summary>{add}</summary>
        <Form go={t("save")} work={work} done={again}>{fields}</Form>
      </details>
    </section>
  );
}

const set_team = (f: FormData) =>
  command("team.set", { team: given(f, "team"), managers: words_of(given(f, "managers")), sellers: words_of(given(f, "sellers")), above: given(f, "above") });

function TeamFields({ of }: { of?: Team }) {
  return (
    <>
      <Field label={t("runtime.team.id")}><input name="team" required readOnly={!!of} defaultValue={of?.team} autocomplete="off" /></Field>
      <Field label={t("runtime.team.managers")} hint={t("runtime.ids_hint")}><input name="managers" defaultValue={of?.managers.join(" ")} autocomplete="off" /></Field>
      <Field label={t("runtime.team.sellers")} hint={t("runtime.ids_hint")}><input name="sellers" defaultValue={of?.sellers.join(" ")} autocomplete="off" /></Field>
      <Field label={t("runtime.team.above")} hint={t("runtime.team.above_hint")}><input name="above" defaultValue={of?.above ?? ""} autocomplete="off" /></Field>
    </>
  );
}

const set_person = (f: FormData) => command("user.set", { user: given(f, "user"), name: given(f, "name"), mail: given(f, "mail"), chat_url: given(f, "chat_url") });

function PersonFields({ of }: { of?: Person }) {
  return (
    <>
      <Field label={t("runtime.person.id")}><input name="user" required readOnly={!!of} defaultValue={of?.seller} autocomplete="off" /></Field>
      <Field label={t("runtime.person.name")}><input name="name" defaultValue={of?.name ?? ""} autocomplete="off" /></Field>
      <Field label={t("runtime.person.mail")}><input name="mail" type="email" defaultValue={of?.mail ?? ""} autocomplete="off" /></Field>
      <Field label={t("runtime.person.chat")}><input name="chat_url" type="url" defaultValue={of?.chat_url ?? ""} autocomplete="off" /></Field>
    </>
  );
}

const set_trackers = (f: FormData) =>
  command("trackers.set", { scope: given(f, "scope"), keywords: lines_of(given(f, "keywords")), competitors: lines_of(given(f, "competitors")).map(competitor_of) });

function TrackerFields({ of }: { of?: Trackers }) {
  return (
    <>
      <Field label={t("runtime.tracker.scope")}><input name="scope" required readOnly={!!of} defaultValue={of?.scope ?? "all"} autocomplete="off" /></Field>
      <Field label={t("runtime.tracker.keywords")} hint={t("runtime.tracker.hint")}><textarea name="keywords" rows={3} defaultValue={of?.keywords.join("\n")} /></Field>
      <Field label={t("runtime.tracker.competitors")} hint={t("runtime.tracker.hint")}><textarea name="competitors" rows={3} defaultValue={of?.competitors.map(line_of).join("\n")} /></Field>
    </>
  );
}
