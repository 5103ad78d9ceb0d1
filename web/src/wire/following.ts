// One stream that somebody looks at: its state, folded from a snapshot and the events after it, and
// the place to come back to. Owned by the link.
import { signal } from "@preact/signals";
import type { Failure, Snapshot, StreamEvent } from "./types";

/** Folds events into a state; pure. Events come in order, none twice. */
export type Fold<S> = (state: S, events: StreamEvent[]) => S;

export interface Place { epoch: string; offset: number }

/** What became of an event: "hole" means that one before it is missing. */
export type Taken = "taken" | "old" | "hole";

export class Following<S = unknown> {
  readonly state = signal<S | null>(null);
  /** Why there is nothing (more) to see: refused, or revoked later. */
  readonly trouble = signal<Failure | null>(null);
  place: Place | null = null;
  lookers = 0;
  /** How many snapshots there were: what was fetched besides belongs to one of them. */
  begun = 0;
  private waiting: StreamEvent[] = [];

  constructor(readonly stream: string, private readonly fold: Fold<S>) {}

  begin(s: Snapshot): void {
    this.place = { epoch: s.epoch, offset: s.offset };
    this.waiting = [];
    ++this.begun;
    this.trouble.value = null;
    this.state.value = s.state as S;
  }

  take(e: StreamEvent): Taken {
    if (!this.place || e.epoch !== this.place.epoch || e.offset > this.place.offset + 1) return "hole";
    if (e.offset <= this.place.offset) return "old";
    this.place.offset = e.offset;
    if (e.kind !== "hidden") this.waiting.push(e);
    return "taken";
  }

  /** Folds in what has come since the last time: once per drawn frame, not once per event. */
  flush(): void {
    if (this.waiting.length === 0 || this.state.value === null) return;
    const events = this.waiting;
    this.waiting = [];
    this.state.value = this.fold(this.state.value, events);
  }

  /** Nothing more comes; what was seen goes away with the right to see it. */
  end(why: Failure): void {
    this.place = null;
    this.waiting = [];
    this.state.value = null;
    this.trouble.value = why;
  }
}
