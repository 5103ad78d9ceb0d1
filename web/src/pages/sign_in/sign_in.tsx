// The door: a token, or in a demo one of its ready-made people.
import { useState } from "preact/hooks";
import { LanguageSelect, Mark } from "../../app";
import { Field } from "../../parts/form";
import { Face } from "../../parts/mood";
import { be, people, sign_in, type Person } from "../../session";
import { t, type Key } from "../../words/words";

export function SignIn({ refused }: { refused?: string }) {
  const demo = people.value.length > 0;
  return (
    <div class="door">
      <header class="corner"><LanguageSelect /></header>
      <main>
        <div class="brand"><Mark /><h1>Earshot</h1></div>
        <p class="tagline">{t("app.tagline")}</p>
        {refused !== undefined && <p class="outcome bad" role="alert">{t("sign_in.refused")} {refused}</p>}
        {demo ? <Picker /> : <Token />}
        {demo && (
          <details class="own">
            <summary>{t("sign_in.own")}</summary>
            <Token />
          </details>
        )}
        <div class="faces" aria-hidden="true">
          {(["very_negative", "negative", "slightly_negative", "neutral", "slightly_positive", "positive", "very_positive"] as const).map((l) => <Face key={l} level={l} size={22} />)}
        </div>
      </main>
    </div>
  );
}

function Token() {
  const [text, set] = useState("");
  const [empty, set_empty] = useState(false);
  const submit = (e: SubmitEvent) => {
    e.preventDefault();
    set_empty(text.trim() === "");
    if (text.trim() !== "") void sign_in(text.trim());
  };
  return (
    <form class="card token" onSubmit={submit}>
      <Field label={t("sign_in.token")} hint={t("sign_in.token_hint")}>
        <textarea name="token" rows={3} spellcheck={false} autocomplete="off" value={text} aria-invalid={empty}
          onInput={(e) => set(e.currentTarget.value)}
          onKeyDown={(e) => { if (e.key === "Enter") { e.preventDefault(); e.currentTarget.form?.requestSubmit(); } }} />
      </Field>
      {empty && <p class="outcome bad" role="alert">{t("sign_in.empty")}</p>}
      <button type="submit" class="main wide">{t("sign_in.go")}</button>
      <p class="soft">{t("sign_in.make")}</p>
      <pre tabIndex={0}>earshot token --key-file KEY --user mette --role agent</pre>
    </form>
  );
}

const order = ["supervisor", "agent", "manager", "admin", "connector"];

function Picker() {
  const roles = [...new Set(people.value.map((p) => p.role))].sort((a, b) => order.indexOf(a) - order.indexOf(b));
  return (
    <>
      <aside class="warning"><b>{t("sign_in.demo_title")}</b><p>{t("sign_in.demo_text")}</p></aside>
      <section class="picker">
        <h2>{t("sign_in.who")}</h2>
        {roles.map((r) => (
          <div key={r} class="role">
            <h3>{t(`role.${r}` as Key)} <small>{t(`sign_in.does.${r}` as Key)}</small></h3>
            <ul>{people.value.filter((p) => p.role === r).map((p) => <li key={p.user}><Entry of={p} first={p.role === "supervisor"} /></li>)}</ul>
          </div>
        ))}
      </section>
    </>
  );
}

function Entry({ of, first }: { of: Person; first: boolean }) {
  return (
    <button type="button" class={first ? "person first" : "person"} data-person={of.user} onClick={() => be(of)}>
      <span class="initial" aria-hidden="true">{of.name.slice(0, 1)}</span>
      <span>{of.name}</span>
      {of.queue && <small>{of.queue}</small>}
      {first && <small>{t("sign_in.start")}</small>}
    </button>
  );
}
