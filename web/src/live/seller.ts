// A seller's figures as their stream and the query give them; pure.
import type { ActionItem, Comment, StreamEvent } from "../wire/types";

/** One figure over a period; `per_basis` where words and time are told apart. */
export interface Figure { mean: number | null; pooled: number | null; n: number; unit?: string; basis?: string }

export interface Shares { positive: number; neutral: number; negative: number }
export interface Bucket extends Partial<Shares> { from: string; to: string; conversations: number }
export interface Trend { now: number | null; before: number | null }
export interface Mention { text: string; count: number; by_seller?: number; conversations: number }
export interface Competitor { name: string; count: number; by_seller?: number; conversations: number }

export interface Insights {
  seller: string; from: string; to: string; conversations: number;
  style: Record<string, Figure | Figure[] | Record<string, Figure>>;
  sentiment: Shares | null;
  sentiment_over_time: Bucket[];
  trends: Record<string, Trend>;
  keywords: Mention[]; competitors: Competitor[]; frequent_terms: Mention[];
}

export function fold_seller(state: Insights, events: StreamEvent[]): Insights {
  const last = events.findLast((e) => e.kind === "insights");
  return last?.body ? (last.body as unknown as Insights) : state;
}

export interface Kpi { value: number | Shares | null; unit?: string; basis?: string }
export interface HistoryEntry {
  conversation: string; queue?: string; channel?: string; customer?: { id: string; name?: string } | string;
  opened_at?: string; closed_at?: string | null; at?: string; status?: string; outcome?: string;
  kpis?: Record<string, Kpi | number | null>; sentiment?: unknown;
  keywords?: (string | Mention)[]; competitors?: (string | Competitor)[]; action_items?: ActionItem[]; comments?: Comment[] | number;
}

/** A figure as a list, however many bases it has. */
export function figures_of(f: Insights["style"][string] | undefined): Figure[] {
  if (!f) return [];
  if (Array.isArray(f)) return f;
  if ("mean" in f || "n" in f) return [f as Figure];
  return Object.entries(f as Record<string, Figure>).map(([basis, one]) => ({ basis, ...one }));
}
