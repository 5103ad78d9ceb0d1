// Names for the ids that frames carry: of queues, and of people as far as whoever is signed in may know
// them. Heard in passing from the answers that have them; an id without a name stands for itself.
import { effect, signal } from "@preact/signals";
import { has_role, link, people, user } from "./session";

interface Heard { queues?: { queue: string; name?: string }[]; sellers?: Person[]; people?: Person[] }
interface Person { seller?: string; user?: string; id?: string; name?: string | null }

const queues = signal(new Map<string, string>());
const persons = signal(new Map<string, string>());

/** Takes the names out of an answer to `what`. */
export function hear_names(what: string, answer: unknown): void {
  if (what !== "queues" && what !== "sellers") return;
  const { queues: q = [], sellers = [], people: p = [] } = (answer ?? {}) as Heard;
  queues.value = with_names(queues.value, q.map((x) => [x.queue, x.name]));
  persons.value = with_names(persons.value, [...sellers, ...p].map((x) => [x.seller ?? x.user ?? x.id ?? "", x.name]));
}

/** The same map while it says nothing new, so that nobody draws again for it. */
function with_names(known: Map<string, string>, heard: [string, string | null | undefined][]): Map<string, string> {
  const news = heard.filter((h): h is [string, string] => !!h[1] && known.get(h[0]) !== h[1]);
  return news.length === 0 ? known : new Map([...known, ...news]);
}

export const queue_name = (id: string): string => queues.value.get(id) ?? id;

export function person_name(id: string): string {
  const me = user.value;
  return (me?.id === id && me.name) || persons.value.get(id) || people.value.find((p) => p.user === id)?.name || id;
}

/** Asks who and what there is once somebody has signed in. */
export function ask_for_names(): void {
  effect(() => {
    const current = link.value;
    if (!user.value) return;
    const asked = [has_role("agent", "supervisor", "admin") && "queues", has_role("agent", "manager", "admin") && "sellers"];
    for (const what of asked) if (what) current?.query(what).then((answer) => hear_names(what, answer), () => undefined);
  });
}
