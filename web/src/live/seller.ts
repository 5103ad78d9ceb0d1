// A seller's figures as their stream and the query give them; pure.
import type { StreamEvent } from "../wire/types";

/** One figure over a period; `per_basis` where words and time are told apart. */
export interface Figure {
  mean: number | null; pooled: number | null; n: number; unit?: string; basis?: string;
  by_basis?: Record<string, Figure>;
}

export interface Shares { positive: number; neutral: number; negative: number }
export interface Bucket { from: string; to: string; conversations: number; positive?: number | null; neutral?: number | null; negative?: number | null }
export interface Trend { now: number | null; before: number | null }
export interface Mention { text: string; count: number; by_seller?: number; conversations: number }
export interface Competitor { name: string; count: number; by_seller?: number; conversations: number }

export interface Insights {
  seller: string; from: string; to: string; conversations: number;
  style: Record<string, Figure>;
  sentiment: { [tone in keyof Shares]: number | null } | null;
  sentiment_over_time: Bucket[];
  trends: Record<string, Trend>;
  keywords: Mention[]; competitors: Competitor[]; frequent_terms: Mention[];
  questions?: { by_customer: number; by_seller: number }; action_items?: { open: number; done: number };
}

export function fold_seller(state: Insights, events: StreamEvent[]): Insights {
  const last = events.findLast((e) => e.kind === "insights");
  return last?.body ? (last.body as unknown as Insights) : state;
}

export interface Kpi { value: number | Shares | null; unit?: string; basis?: string }
export interface HistoryEntry {
  conversation: string; customer: string; queue: string; channel: string;
  opened_at: string; last_at: string; closed_at: string | null; open: boolean; level?: string; outcome: string | null;
  kpis: Record<string, Kpi>;
  keywords: { text: string; count: number; by_seller: number }[]; competitors: { name: string; count: number; by_seller: number }[];
  action_items?: { open: number; done: number }; comments?: number;
}
export interface HistoryPage { conversations: HistoryEntry[]; total: number; next: string | null }

/** A figure as a list: words and milliseconds are never pooled together. */
export function figures_of(f: Figure | undefined): Figure[] {
  if (!f) return [];
  return f.by_basis ? Object.entries(f.by_basis).map(([basis, one]) => ({ basis, ...one })) : [f];
}
