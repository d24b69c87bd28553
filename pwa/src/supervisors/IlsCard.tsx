import { agesText } from "../ils/imports";
import { isListKind, wordsOf } from "../ils/lists";
import { hrefFor } from "../router";
import { number, t } from "../texts";
import { Card } from "../ui/Card";
import { ListRow } from "../ui/List";
import type { Board } from "./board";

/** How old is what we know of the library's own system, and what it must still hear. */
export function IlsCard({ shown }: { shown: Board }) {
  const ages = agesText(shown.imports) || t("No file has come in yet.");
  const waiting = Object.entries(shown.to_key).filter(([, count]) => count > 0);
  return (
    <Card title={t("Beside the ILS")}>
      <ul class="list">
        <ListRow title={t("The morning’s files")} detail={ages} href={hrefFor("ils-files")} />
        {waiting.map(([kind, count]) => {
          if (!isListKind(kind)) return null;
          const href = hrefFor("ils-list", { kind });
          return (
            <ListRow key={kind} title={wordsOf(kind).name()} aside={number(count)} href={href} />
          );
        })}
      </ul>
    </Card>
  );
}
