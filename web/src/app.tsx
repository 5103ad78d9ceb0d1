// The house around the pages: mark, pages, language, connection, person.
import { useEffect } from "preact/hooks";
import { Hints } from "./parts/hints";
import { ConnectionSign, Loading } from "./parts/states";
import { Desk } from "./pages/desk/desk";
import { Playground } from "./pages/playground/playground";
import { Runtime } from "./pages/runtime/runtime";
import { Sellers } from "./pages/sellers/sellers";
import { SignIn } from "./pages/sign_in/sign_in";
import { Wall } from "./pages/wall/wall";
import { beginning, link, page, pages, route, sign_out, to, user } from "./session";
import { list } from "./words/format";
import { choose_language, language, language_names, t, type Language, type Key } from "./words/words";

const bodies = { desk: Desk, wall: Wall, sellers: Sellers, runtime: Runtime, playground: Playground };

export function App() {
  const current = link.value;
  const refused = current?.refusal.value;
  if (!current && beginning.value) return <Waiting />;
  if (!current || refused) return <SignIn refused={refused?.message} />;
  return user.value ? <House /> : <Waiting />;
}

function Waiting() {
  return (
    <main class="alone">
      <Loading />
      <ConnectionSign />
    </main>
  );
}

function House() {
  const Body = bodies[page.value];
  const sign = link.value?.sign.value;
  useEffect(() => {
    document.title = `${t(`nav.${page.value}`)} · Earshot`;
  }, [page.value, language.value]);
  return (
    <div class="house" data-sign={sign}>
      <a class="skip" href="#content" onClick={(e) => { e.preventDefault(); document.getElementById("content")?.focus(); }}>{t("nav.skip")}</a>
      <header>
        <a class="mark" href={to(pages.value[0] ?? "playground")} aria-label="Earshot"><Mark /><b>Earshot</b></a>
        <nav aria-label={t("nav.label")}>
          {pages.value.map((p) => (
            <a key={p} href={to(p)} aria-current={p === page.value ? "page" : undefined}>{t(`nav.${p}`)}</a>
          ))}
        </nav>
        <div class="right">
          <ConnectionSign />
          <LanguageSelect />
          <Me />
        </div>
      </header>
      {sign === "lost" && (
        <div class="banner" role="status">
          <span>{t("sign.lost_more")}</span>
          <button type="button" class="slim" onClick={() => link.value?.hurry()}>{t("sign.now")}</button>
        </div>
      )}
      {link.value?.expiring.value && <div class="banner" role="status">{t("sign.expiring")}</div>}
      <main id="content" tabIndex={-1} class={`page ${page.value}`}>
        <h1 class="unseen">{t(`nav.${page.value}`)}</h1>
        <Body key={page.value} rest={route.value.rest} />
      </main>
      <Hints />
    </div>
  );
}

function Me() {
  const me = user.value;
  if (!me) return null;
  return (
    <div class="me">
      <span class="who">
        <b>{me.name ?? me.id}</b>
        <small>{list(me.roles.map((r) => t(`role.${r}` as Key)))}</small>
      </span>
      <button type="button" class="slim" onClick={sign_out}>{t("out")}</button>
    </div>
  );
}

export function LanguageSelect() {
  return (
    <select class="slim" aria-label={t("language")} value={language.value} onChange={(e) => choose_language(e.currentTarget.value as Language)}>
      {Object.entries(language_names).map(([code, name]) => <option key={code} value={code} lang={code}>{name}</option>)}
    </select>
  );
}

export function Mark() {
  return (
    <svg width="28" height="28" viewBox="0 0 32 32" aria-hidden="true" class="logo">
      <rect width="32" height="32" rx="9" />
      <path d="M9 19v-6M14 23V9M19 20v-8M24 17.500v-3" />
    </svg>
  );
}

