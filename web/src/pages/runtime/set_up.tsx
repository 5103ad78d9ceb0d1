// The first steps on an empty store, each with a tick once it is done; gone when all are.
import { to } from "../../session";
import type { Key } from "../../words/en";
import { t } from "../../words/words";
import type { KnownQueue } from "../wall/wall";
import { useQuery, value_of } from "../../parts/use";

interface Known extends KnownQueue { policy?: { sentiment: boolean }; members?: string[] }

export function SetUp({ queues }: { queues: Known[]; again: () => void }) {
  const [answer] = useQuery<{ user: unknown }>("whoami");
  const made = queues.length > 0;
  const steps: [Key, boolean, string][] = [
    ["runtime.setup.queue", made, "#new_queue"],
    ["runtime.setup.members", made, "#new_queue"],
    ["runtime.setup.switches", queues.some((q) => q.policy?.sentiment), "#queues"],
    ["runtime.setup.token", false, ""],
    ["runtime.setup.message", false, to("playground")],
  ];
  if (!value_of(answer) || steps.slice(0, 3).every(([, done]) => done)) return null;
  return (
    <section class="card set_up" aria-label={t("runtime.setup")}>
      <h2>{t("runtime.setup")}</h2>
      <p class="soft">{t("runtime.setup_text")}</p>
      <ol>
        {steps.map(([key, done, where]) => (
          <li key={key} data-done={done}>
            <span aria-hidden="true">{done ? "✓" : ""}</span>
            {where.startsWith("#/") ? <a href={where}>{t(key)}</a> : t(key)}
            {done && <span class="unseen">{t("yes")}</span>}
            {key === "runtime.setup.token" && <code>earshot token --key-file KEY --user web-chat --role connector</code>}
          </li>
        ))}
      </ol>
    </section>
  );
}
