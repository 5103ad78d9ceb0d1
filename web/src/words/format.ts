// Numbers, times and durations as the reader writes them, in the reader's time zone.
import { language } from "./words";

export const dash = "–";

/** True of what has a letter, a digit or an emoji: no bare comma. */
export const is_word = (text: string): boolean => /[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(text);

/** The reader's own region where they read in its language: en-GB has other dates than en-US. */
const locale = (): string => (typeof navigator === "undefined" ? [] : navigator.languages).find((l) => l.split("-")[0] === language.value) ?? language.value;

/** A real minus, and none before what has been rounded to nothing. */
const with_minus = (text: string): string => text.replace(/[-−]/, /[1-9]/.test(text) ? "−" : "");

export function number(n: number | null | undefined, digits = 0): string {
  if (n === null || n === undefined || !Number.isFinite(n)) return dash;
  return with_minus(new Intl.NumberFormat(locale(), { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(n));
}

/** With its sign, a real minus included. */
export function signed(n: number | null | undefined, digits = 2): string {
  if (n === null || n === undefined || !Number.isFinite(n)) return dash;
  const f = new Intl.NumberFormat(locale(), { minimumFractionDigits: digits, maximumFractionDigits: digits, signDisplay: "exceptZero" });
  return with_minus(f.format(n));
}

export function percent(share: number | null | undefined): string {
  if (share === null || share === undefined || !Number.isFinite(share)) return dash;
  return with_minus(new Intl.NumberFormat(locale(), { style: "percent", maximumFractionDigits: 0 }).format(share));
}

/** "4:07" or "1:02:09": for clocks that run. */
export function clock(ms: number): string {
  const s = Math.max(0, Math.floor(ms / 1000));
  const two = (n: number) => String(n).padStart(2, "0");
  const h = Math.floor(s / 3600);
  return h > 0 ? `${h}:${two(Math.floor(s / 60) % 60)}:${two(s % 60)}` : `${Math.floor(s / 60)}:${two(s % 60)}`;
}

/** "1.2 s", "4 min": for lengths that stand. */
export function duration(ms: number | null | undefined): string {
  if (ms === null || ms === undefined || !Number.isFinite(ms)) return dash;
  const unit = (n: number, name: string, digits: number) =>
    with_minus(new Intl.NumberFormat(locale(), { style: "unit", unit: name, unitDisplay: "short", maximumFractionDigits: digits }).format(n));
  const size = Math.abs(ms);
  if (size < 1000) return unit(ms, "millisecond", size < 10 ? 1 : 0);
  if (size < 60_000) return unit(ms / 1000, "second", 1);
  if (size < 3_600_000) return unit(ms / 60_000, "minute", 1);
  return unit(ms / 3_600_000, "hour", 1);
}

export function bytes(n: number): string {
  const units = ["byte", "kilobyte", "megabyte", "gigabyte"];
  const i = n < 1 ? 1 : Math.min(units.length - 1, Math.floor(Math.log10(n) / 3));
  return new Intl.NumberFormat(locale(), { style: "unit", unit: units[i], maximumFractionDigits: i === 0 ? 0 : 1 }).format(n / 1000 ** i);
}

const made = new Map<string, Intl.DateTimeFormat>();
function format(at: string | number | Date, style: Intl.DateTimeFormatOptions): string {
  const name = locale() + JSON.stringify(style);
  let f = made.get(name);
  if (!f) made.set(name, (f = new Intl.DateTimeFormat(locale(), style)));
  const date = new Date(at);
  return Number.isNaN(date.getTime()) ? dash : f.format(date);
}

export const time = (at: string | number) => format(at, { hour: "2-digit", minute: "2-digit" });
export const day = (at: string | number) => format(at, { day: "numeric", month: "short" });
export const date_time = (at: string | number) => format(at, { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });

export function language_name(code: string): string {
  return new Intl.DisplayNames([language.value], { type: "language" }).of(code) ?? code;
}

/** "a, b and c" in the reader's language. */
export function list(items: string[]): string {
  return new Intl.ListFormat(language.value).format(items);
}
