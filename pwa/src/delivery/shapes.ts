/** What the server shows of deliveries. Kept in memory only: names never stay on this device. */

export interface Parcel {
  id: string;
  number: string;
  status: string;
  /** The closed bag on the scale; null where it was not weighed. */
  grams: number | null;
  received: boolean;
}

export interface DayStop {
  id: string;
  stop: number | null;
  name: string;
  line: string;
  is_placed: boolean;
  documents: number;
  to_look_for: number;
  missing: number;
  parcels: Parcel[];
}

export interface Day {
  day: string;
  said: string;
  window: string;
  stops: DayStop[];
  is_late: boolean;
  /** Stops with a parcel of which nobody has spoken yet. */
  left: number;
  /** The stop that was heard of last. */
  last: { stop: number | null; name: string; at: string } | null;
  /** When the last stop is reached at the pace so far; null unless that is too late. */
  expected: string | null;
  is_ordered: boolean;
  today: string;
  before: string;
  after: string | null;
}

export interface Weight {
  grams: number;
  doubt: number;
  step: "weighed" | "same_isbn" | "estimated" | "default";
}

export interface PackDocument {
  hold: string;
  status: string;
  title: string;
  author: string;
  barcode: string;
  /** The parcel it is in; empty where it is in none. */
  parcel: string;
  weight: Weight | null;
}

export interface PackParcel extends Parcel {
  documents: number;
  sum: number;
  doubt: number;
}

export interface Delivery {
  id: string;
  name: string;
  line: string;
  day: string;
  stop: number | null;
  /** How many parcels the patron pays for at most. */
  agreed: number;
  /** How the patron said yes to the fee and the rule of absence. */
  consent: "read" | "message";
  fee_cents: number;
  cancelled: boolean;
  /** Grams that a parcel may weigh. */
  limit: number;
  documents: PackDocument[];
  parcels: PackParcel[];
  /** Barcodes by parcel, where one would be too heavy. */
  split: string[][];
}
