// A native dialog that a button opens, and a form inside that closes it when its deed is done.
import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";
import { t } from "../words/words";
import { Outcome } from "./states";
import { useDeed } from "./use";

export function Ask({ label, title, text, go, children, work, kind = "", disabled }: {
  label: string; title?: string; text?: string; go?: string; children?: ComponentChildren;
  work: (form: FormData) => Promise<unknown>; kind?: string; disabled?: boolean;
}) {
  const box = useRef<HTMLDialogElement>(null);
  const [deed, run] = useDeed();
  const submit = async (e: SubmitEvent) => {
    e.preventDefault();
    const form = e.currentTarget as HTMLFormElement;
    if (await run(() => work(new FormData(form)))) {
      form.reset();
      box.current?.close();
    }
  };
  const open = () => {
    deed.value = { is: "idle" };
    box.current?.showModal();
  };
  return (
    <>
      <button type="button" class={kind} disabled={disabled} onClick={open}>{label}</button>
      <dialog ref={box} aria-label={title ?? label}>
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
      </dialog>
    </>
  );
}

export function Field({ label, children, hint }: { label: string; children: ComponentChildren; hint?: string }) {
  return (
    <label class="field">
      <span>{label}</span>
      {children}
      {hint && <small>{hint}</small>}
    </label>
  );
}

/** What a form's field holds, trimmed; empty: not given. */
export function given(form: FormData, name: string): string | undefined {
  const text = String(form.get(name) ?? "").trim();
  return text === "" ? undefined : text;
}

export const words_of = (text: string | undefined): string[] => (text ?? "").split(/[\s,;]+/).filter(Boolean);
