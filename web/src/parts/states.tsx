// What stands where there is nothing to show: empty, loading, not built, refused, failed. Each says what
// one can do.
import type { ComponentChildren } from "preact";
import { link, pages, to, user } from "../session";
import { list } from "../words/format";
import { t, t_or, type Key } from "../words/words";
import type { Failure } from "../wire/types";
import { useQuery, value_of, type Answer, type Deed } from "./use";

export function Empty({ title, text, children, quiet }: { title: string; text?: string; children?: ComponentChildren; quiet?: boolean }) {
  return (
    <div class={quiet ? "state quiet" : "state"}>
      {!quiet && <Wave />}
      <p class="title">{title}</p>
      {text && <p>{text}</p>}
      {children}
    </div>
  );
}

/** The mark of Earshot at rest. */
export function Wave() {
  return (
    <svg class="wave" viewBox="0 0 64 24" width="64" height="24" aria-hidden="true">
      <path d="M4 14v-4M12 18V6M20 21V3M28 16V8M36 19V5M44 14v-4M52 16V8M60 13v-2" />
    </svg>
  );
}

export function Loading() {
  return (
    <div class="state loading" role="status">
      <span class="dots" aria-hidden="true"><i /><i /><i /></span>
      <p>{t("loading")}</p>
    </div>
  );
}

const absent_codes = ["unknown_op", "unknown_type"];

export function failure_text(f: Failure): string {
  return t_or(`error.${f.code}`, "error.other", { detail: f.message });
}

/** What a person reads when an answer is not there. `ask` lets `access.explain` say why. */
export function Trouble({ why, ask, again }: { why: Failure; ask?: Record<string, unknown>; again?: () => void }) {
  if (absent_codes.includes(why.code)) return <Empty title={t("outcome.absent")} text={t("outcome.absent_text")} />;
  if (why.code === "revoked") return <Empty title={t("outcome.gone")} text={t("outcome.gone_text")} />;
  if (why.code === "forbidden" || why.code === "not_found") return <RefusedState why={why} ask={ask} />;
  return (
    <Empty title={t("outcome.failed")} text={failure_text(why)}>
      {again && <button type="button" onClick={again}>{t("retry")}</button>}
    </Empty>
  );
}

interface Explained { allowed: boolean; reasons: { code: string; text: string; who_can_change_it?: string | null }[] }

function RefusedState({ why, ask }: { why: Failure; ask?: Record<string, unknown> }) {
  const [answer] = useQuery<Explained>(ask ? "access.explain" : null, ask);
  const reasons = value_of(answer)?.reasons ?? [];
  const me = user.value;
  const mine = pages.value[0];
  return (
    <Empty title={t("outcome.refused")} text={failure_text(why)}>
      {reasons.map((r) => (
        <p key={r.code}>
          {t_or(`reason.${r.code}`, "error.other", { detail: r.text })} {t_or(`reason.${r.code}.do`, "error.other", { detail: r.who_can_change_it ?? "" })}
        </p>
      ))}
      {me && (
        <p class="soft">
          {t("outcome.refused_text", { name: me.name ?? me.id, roles: list(me.roles.map((r) => t(`role.${r}` as Key))) })}
        </p>
      )}
      {mine && <a class="button" href={to(mine)}>{t(`nav.${mine}`)}</a>}
    </Empty>
  );
}

/** Shows an answer, or what stands in for it. */
export function Show<R>({ answer, ask, again, children }: {
  answer: Answer<R>; ask?: Record<string, unknown>; again?: () => void; children: (value: R) => ComponentChildren;
}) {
  if (answer.is === "trouble") return <Trouble why={answer.why} ask={ask} again={again} />;
  const value = value_of(answer);
  return value === undefined ? <Loading /> : <>{children(value)}</>;
}

/** How a deed went, beside its button. */
export function Outcome({ deed }: { deed: Deed }) {
  if (deed.is === "trouble") return <p class="outcome bad" role="alert">{absent_codes.includes(deed.why.code) ? t("error.unknown_op") : failure_text(deed.why)}</p>;
  return <p class="outcome" role="status">{deed.is === "done" ? t("saved") : ""}</p>;
}

/** The calm sign of the connection. */
export function ConnectionSign() {
  const current = link.value;
  if (!current) return null;
  const sign = current.sign.value;
  return (
    <span class="sign" data-sign={sign} role="status">
      <i aria-hidden="true" />
      {t(`sign.${sign}` as Key)}
    </span>
  );
}
