// Every frame, as it was sent and as it came; what was sent can be had as a program.
import { useEffect, useRef } from "preact/hooks";
import { Copy } from "../../parts/copy";
import { Empty } from "../../parts/states";
import { socket_url } from "../../session";
import { t } from "../../words/words";
import { as_curl, as_python, as_typescript, without_token, type Frame } from "./snippets";

export interface Seen { direction: "out" | "in"; frame: Frame; at: number }

export function Frames({ of }: { of: Seen[] }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (box.current) box.current.scrollTop = box.current.scrollHeight;
  }, [of.length]);
  const sent = of.filter((s) => s.direction === "out").map((s) => s.frame);
  return (
    <section class="card frames" aria-label={t("play.frames")}>
      <div class="list_head">
        <h2>{t("play.frames")}</h2>
        {sent.length > 0 && (
          <div class="row">
            <span class="soft">{t("play.as_code")}</span>
            <Copy name="Python" text={() => as_python(socket_url(), sent)} />
            <Copy name="TypeScript" text={() => as_typescript(socket_url(), sent)} />
            <Copy name="curl" text={() => as_curl(location.host, sent)} />
          </div>
        )}
      </div>
      {of.length === 0 ? <Empty title={t("play.frames")} text={t("play.frames_empty")} /> : (
        <div class="frame_log" ref={box} role="log" tabIndex={0} aria-label={t("play.frames")}>
          {of.map((s, i) => <One key={`${s.at}${i}`} of={s} />)}
        </div>
      )}
    </section>
  );
}

function One({ of: s }: { of: Seen }) {
  const f = without_token(s.frame);
  const what = [f["type"], f["op"] ?? f["what"] ?? f["kind"] ?? f["code"], f["stream"]].filter(Boolean).join(" · ");
  return (
    <details data-direction={s.direction}>
      <summary><span class="arrow" aria-hidden="true">{s.direction === "out" ? "→" : "←"}</span><span class="unseen">{t(s.direction === "out" ? "play.sent" : "play.received")}</span> {what}</summary>
      <pre>{JSON.stringify(f, null, 1)}</pre>
    </details>
  );
}
