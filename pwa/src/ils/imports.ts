import { daysAgo, whenText } from "../picking/when";
import { n, t } from "../texts";

/** The newest file of one kind, as the server tells it; null where none ever came. */
export interface Run {
  at: string;
  rows: number;
  rejected: number;
}

export type ImportKind = "holds" | "status" | "loans" | "patrons" | "items";
export type Imports = Record<ImportKind, Run | null>;

/** What each file is called. */
export function importName(kind: ImportKind): string {
  const names: Record<ImportKind, () => string> = {
    holds: () => t("Holds"),
    status: () => t("Status of the copies"),
    loans: () => t("Loans"),
    patrons: () => t("Patrons"),
    items: () => t("Catalogue"),
  };
  return names[kind]();
}

/** "today 07:40 · 512 rows, 3 rejected". */
export function runText(run: Run | null): string {
  if (!run) return t("never");
  const rows = n("{count} row", "{count} rows", run.rows);
  const rejected = run.rejected ? n("{count} rejected", "{count} rejected", run.rejected) : "";
  return [whenText(run.at), rows, rejected].filter(Boolean).join(" · ");
}

/** A file that has to come every morning, came once, and has not come today. */
export function isOld(run: Run | null): boolean {
  return run !== null && daysAgo(run.at) > 0;
}

/** What work in the stacks rests on. */
const forWalks: readonly AgedKind[] = ["status", "holds"];

export type AgedKind = "status" | "holds" | "patrons";

/** "Status: today 07:40 · Holds: today 07:35"; nothing of files that never came. */
export function agesText(imports: Imports, kinds = forWalks): string {
  const says: Record<AgedKind, (when: string) => string> = {
    status: (when) => t("Status: {when}", { when }),
    holds: (when) => t("Holds: {when}", { when }),
    patrons: (when) => t("Patrons: {when}", { when }),
  };
  return kinds
    .flatMap((kind) => {
      const run = imports[kind];
      return run ? [says[kind](whenText(run.at))] : [];
    })
    .join(" · ");
}
