// A native dialog that a button opens, and a form inside that closes it when its deed is done.
import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";
import { useSignal } from "@preact/signals";
import { t } from "../words/words";
import { Outcome } from "./states";
import { useDeed } from "./use";

export function Ask({ label, title, text, go, children, work, kind = "", disabled }: {
  label: string; title?: string; text?: string; go?: string; children?: ComponentChildren;
  work: (form: FormData) => Promise<unknown>; kind?: string; disabled?: boolean;
}) {
  const box = useRef<HTMLDialogElement>(null);
  const [deed, run] = useDeed();
  const open = useSignal(false);
  const submit = async (e: SubmitEvent) => {
    e.preventDefault();
    const form = new FormData(e.currentTarget as HTMLFormElement);
    if (await run(() => work(form))) box.current?.close();
  };
  const show = () => {
    deed.value = { is: "idle" };
    open.value = true;
    box.current?.showModal();
  };
  return (
    <>
      <button type="button" class={kind} disabled={disabled} onClick={show}>{label}</button>
      <dialog ref={box} aria-label={title ?? label} onClose={() => (open.value = false)}>
        {open.value && (
          <form onSubmit={submit}>
            <h2>{title ?? label}</h2>
            {text && <p class="soft">{text}</p>}
            {children}
            <Outcome deed={deed.value} />
            <div class="row end">
              <button type="button" onClick={() => box.current?.close()}>{t("cancel")}</button>
              <button type="submit" class="main" disabled={deed.value.is === "busy"}>{go ?? label}</button>
            </div>
          </form>
        )}
      </dialog>
    </>
  );
}
