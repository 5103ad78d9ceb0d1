// How the server is, and what it knows of queues, teams, people and trackers. For administrators.
import { Trouble } from "../../parts/states";
import { useQuery, value_of } from "../../parts/use";
import { has_role } from "../../session";
import { Figures } from "./figures";
import { Forms, type AdminQueue } from "./forms";
import { SetUp } from "./set_up";

export function Runtime(_: { rest: string }) {
  if (!has_role("admin")) return <Trouble why={{ code: "forbidden", message: "", retry: false }} ask={{ what: "op", op: "queue.create" }} />;
  return <Admin />;
}

function Admin() {
  const [answer, again] = useQuery<{ queues: AdminQueue[] }>("queues");
  const queues = value_of(answer)?.queues;
  return (
    <div class="runtime_page">
      {queues && <SetUp queues={queues} again={again} />}
      <Figures />
      {queues && <Forms queues={queues} again={again} />}
    </div>
  );
}
