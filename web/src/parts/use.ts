// How a page gets at the server: a stream it follows while it is shown, or an answer to a question.
import { useEffect, useRef, useState } from "preact/hooks";
import { useSignal, type Signal } from "@preact/signals";
import { hear_names } from "../names";
import { link } from "../session";
import type { Fold, Following } from "../wire/following";
import { Refused } from "../wire/link";
import type { Failure } from "../wire/types";

/** Follows `stream` while the component stands; null without a stream or a connection. */
export function useStream<S>(stream: string | null, fold: Fold<S>): Following<S> | null {
  const current = link.value;
  const [following, set] = useState<Following<S> | null>(null);
  useEffect(() => {
    if (!stream || !current) return set(null);
    const f = current.follow(stream, fold);
    set(f);
    return () => current.unfollow(f as unknown as Following<never>);
  }, [stream, current]);
  return following?.stream === stream ? following : null;
}

/** Follows many streams at once; the map changes as `names` does. */
export function useStreams<S>(names: string[], fold: Fold<S>): Following<S>[] {
  const current = link.value;
  const held = useRef(new Map<string, Following<S>>());
  const shown = useSignal<Following<S>[]>([]);
  const name = names.join(" ");
  useEffect(() => {
    if (!current) return;
    const wanted = new Set(names);
    for (const [stream, f] of held.current)
      if (!wanted.has(stream)) {
        current.unfollow(f as unknown as Following<never>);
        held.current.delete(stream);
      }
    for (const stream of names) if (!held.current.has(stream)) held.current.set(stream, current.follow(stream, fold));
    shown.value = [...held.current.values()];
  }, [name, current]);
  useEffect(
    () => () => {
      for (const f of held.current.values()) current?.unfollow(f as unknown as Following<never>);
      held.current.clear();
    },
    [current],
  );
  return shown.value;
}

export type Answer<R> =
  | { is: "loading"; before?: R }
  | { is: "here"; value: R }
  | { is: "trouble"; why: Failure };

/** Asks when `args` or `since` change, and again with `again`; keeps the last answer in sight meanwhile. */
export function useQuery<R>(what: string | null, args: Record<string, unknown> = {}, since = 0): [Answer<R>, () => void] {
  const current = link.value;
  const [answer, set] = useState<Answer<R>>({ is: "loading" });
  const [round, next] = useState(0);
  const question = JSON.stringify([what, args]);
  useEffect(() => {
    if (!current || !what) return;
    let wanted = true;
    set((a) => ({ is: "loading", before: a.is === "here" ? a.value : a.is === "loading" ? a.before : undefined }));
    current.query<R>(what, args).then(
      (value) => {
        hear_names(what, value);
        if (wanted) set({ is: "here", value });
      },
      (e: unknown) => wanted && set({ is: "trouble", why: failure_of(e) }),
    );
    return () => void (wanted = false);
  }, [question, current, round, since]);
  return [answer, () => next((n) => n + 1)];
}

/** What there is to show of an answer: the new one, or the one before while a new one is on its way. */
export function value_of<R>(a: Answer<R>): R | undefined {
  return a.is === "here" ? a.value : a.is === "loading" ? a.before : undefined;
}

export function failure_of(e: unknown): Failure {
  return e instanceof Refused ? e.failure : { code: "internal", message: String(e), retry: false };
}

export type Deed = { is: "idle" } | { is: "busy" } | { is: "done" } | { is: "trouble"; why: Failure };

/** Does something and says how it went: the state of one button or form. */
export function useDeed(): [Signal<Deed>, (work: () => Promise<unknown>) => Promise<boolean>] {
  const state = useSignal<Deed>({ is: "idle" });
  const run = async (work: () => Promise<unknown>) => {
    state.value = { is: "busy" };
    try {
      await work();
      state.value = { is: "done" };
      return true;
    } catch (e) {
      state.value = { is: "trouble", why: failure_of(e) };
      return false;
    }
  };
  return [state, run];
}

export function command<R = unknown>(op: string, args: Record<string, unknown>): Promise<R> {
  const current = link.peek();
  if (!current) return Promise.reject(new Refused({ code: "unavailable", message: "not connected", retry: true }));
  return current.command<R>(op, args);
}
