// The reader's language: a signal, so that a change is seen at once wherever a word stands.
import { effect, signal } from "@preact/signals";
import { desk } from "./desk";
import { house } from "./house";
import { outcomes } from "./outcomes";
import { people } from "./people";
import { playground } from "./playground";
import { runtime } from "./runtime";
import { sellers } from "./sellers";
import { wall } from "./wall";

const all_in = <L extends "en" | "da" | "fi">(l: L) => ({
  ...house[l], ...people[l], ...desk[l], ...wall[l], ...sellers[l], ...runtime[l], ...playground[l], ...outcomes[l],
});
export const catalogues = { en: all_in("en"), da: all_in("da"), fi: all_in("fi") };
export type Language = keyof typeof catalogues;
export type Key = keyof (typeof catalogues)["en"];
export const language_names: Record<Language, string> = { en: "English", da: "Dansk", fi: "Suomi" };

const place = "earshot.language";

function first(): Language {
  const wanted = [localStorage.getItem(place) ?? "", ...navigator.languages];
  for (const w of wanted) {
    const short = w.slice(0, 2);
    if (short in catalogues) return short as Language;
  }
  return "en";
}

export const language = signal<Language>(typeof localStorage === "undefined" ? "en" : first());

export function choose_language(l: Language): void {
  language.value = l;
  localStorage.setItem(place, l);
}

if (typeof document !== "undefined") effect(() => void (document.documentElement.lang = language.value));

export type Fill = Record<string, string | number>;

/** The words of `key` in the reader's language. */
export function t(key: Key, fill?: Fill): string {
  const text: string = catalogues[language.value][key];
  return fill ? text.replace(/\{(\w+)\}/g, (all, name: string) => String(fill[name] ?? all)) : text;
}

/** `t`, or the words of `otherwise` where there is no such key: for what the server may name anew. */
export function t_or(key: string, otherwise: Key, fill?: Fill): string {
  return t(key in catalogues.en ? (key as Key) : otherwise, fill);
}

/** A counted thing: the form for `n`, with {n} as the language writes it. */
export function count(key: string, n: number): string {
  const form = new Intl.PluralRules(language.value).select(n) === "one" ? "one" : "other";
  return t(`${key}.${form}` as Key, { n: new Intl.NumberFormat(language.value).format(n) });
}
