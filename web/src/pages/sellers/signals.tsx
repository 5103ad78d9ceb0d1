// What was talked about: keywords, competitors, and the customers' most frequent other terms.
import type { Insights } from "../../live/seller";
import { count, t } from "../../words/words";

interface One { name: string; count: number; by_seller?: number; conversations: number }

export function Signals({ of }: { of: Insights }) {
  return (
    <div class="signals">
      <List title={t("sellers.keywords")} of={of.keywords.map((k) => ({ ...k, name: k.text }))} />
      <List title={t("sellers.competitors")} of={of.competitors} />
      <List title={t("sellers.terms")} of={of.frequent_terms.map((k) => ({ ...k, name: k.text }))} />
    </div>
  );
}

function List({ title, of }: { title: string; of: One[] }) {
  const most = Math.max(1, ...of.map((o) => o.count));
  return (
    <section class="card signal">
      <h3>{title}</h3>
      {of.length === 0 ? <p class="soft">{t("sellers.no_signals")}</p> : (
        <ul>
          {of.slice(0, 8).map((o) => (
            <li key={o.name} title={`${count("sellers.mentions", o.count)}, ${count("sellers.conversations", o.conversations)}`}>
              <span class="name">{o.name}</span>
              <span class="track" aria-hidden="true"><i style={{ width: `${(o.count / most) * 100}%` }} /></span>
              <span class="n">{o.count}<span class="unseen"> {count("sellers.mentions", o.count)}</span></span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
