/** What the server tells of the import of the moment. */
export interface Import {
  id: string;
  state: "uploaded" | "checking" | "checked" | "refused" | "applying" | "stopped" | "done";
  file_name: string;
  /** Bytes. */
  size: number;
  choices: Choices;
  phase: string;
  done: number;
  total: number;
  found: Found | null;
  counted: { titles?: Counted; items?: Counted };
  /** Why it was refused or stopped, in a sentence. */
  why: string;
  changed_at: string;
}

/** What a person decides before the whole file is read. */
export interface Choices {
  mapping: string;
  /** Code of the branch that all copies belong to; empty: as the file says. */
  branch: string;
  create_branches: boolean;
  create_locations: boolean;
  repair_accents: boolean;
}

export interface Counted {
  new: number;
  changed: number;
  same: number;
}

export interface Found {
  records: number;
  copies: number;
  without_copies: number;
  rejected: number;
  /** Shelving locations, and those that would be made: branch, location, scheme, copies. */
  places: number;
  new_places: [string, string, string, number][];
  accents: Accents;
}

export interface Accents {
  accented: number;
  damaged: number;
  likely: boolean;
  /** Pairs of a text as it is and as it would be. */
  examples: [string, string][];
}

export interface Rejection {
  place: string;
  field: string;
  reason: string;
}

export interface FoundCopy {
  barcode: string;
  title: string;
  author: string;
  call_number: string;
  branch: string;
  location: string;
  kind: string;
  volume: string;
  parts: number;
  status: string;
}

/** The beginning of the file as one mapping reads it. */
export interface Look {
  copies: FoundCopy[];
  rejected: Rejection[];
  accents: Accents;
  why: string;
}

export interface Catalogue {
  import: Import | null;
  mappings: string[];
  branches: { code: string; name: string }[];
  largest_mib: number;
}
