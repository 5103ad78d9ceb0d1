// Forms: a field with its label and hint, and a form that sends one command and says how it went.
import { cloneElement, type ComponentChildren, type VNode } from "preact";
import { useId } from "preact/hooks";
import { Outcome } from "./states";
import { useDeed } from "./use";

export function Form({ go, work, done, children }: { go: string; work: (f: FormData) => Promise<unknown>; done?: () => void; children: ComponentChildren }) {
  const [deed, run] = useDeed();
  const submit = async (e: SubmitEvent) => {
    e.preventDefault();
    const form = e.currentTarget as HTMLFormElement;
    if (await run(() => work(new FormData(form)))) {
      form.reset();
      done?.();
    }
  };
  return (
    <form class="grid_form" onSubmit={submit}>
      {children}
      <div class="row"><button type="submit" class="main" disabled={deed.value.is === "busy"}>{go}</button></div>
      <Outcome deed={deed.value} />
    </form>
  );
}

/** One input with its label above and a hint below, which is read after the label and is no part of it. */
export function Field({ label, children, hint }: { label: string; children: VNode; hint?: string }) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {cloneElement(children, { id, "aria-describedby": hint ? `${id}-hint` : undefined })}
      {hint && <small id={`${id}-hint`}>{hint}</small>}
    </div>
  );
}

/** What a form's field holds, trimmed; empty: not given. */
export function given(form: FormData, name: string): string | undefined {
  const text = String(form.get(name) ?? "").trim();
  return text === "" ? undefined : text;
}

export const words_of = (text: string | undefined): string[] => (text ?? "").split(/[\s,;]+/).filter(Boolean);
