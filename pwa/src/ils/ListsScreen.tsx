import { NewcomersCard } from "../rounds/NewcomersCard";
import { hrefFor } from "../router";
import { useAnswer } from "../supervisors/useAnswer";
import { n, t } from "../texts";
import { AppFrame } from "../ui/AppFrame";
import { BackLink } from "../ui/BackLink";
import { List, ListRow } from "../ui/List";
import { type ListKind, listKinds, wordsOf } from "./lists";

/** What the library's own system must still hear. */
export default function ListsScreen() {
  const { answer, problem } = useAnswer<{ open: Record<ListKind, number> }>("/ils/lists");
  return (
    <AppFrame title={t("Lists for the ILS")} back={<BackLink href={hrefFor("today")} />}>
      {problem && <p class="note note-amber">{problem}</p>}
      {/* First: the other system takes no loan on a card that it does not know. */}
      <NewcomersCard />
      <List label={t("Lists for the ILS")}>
        {listKinds.map((kind) => (
          <ListRow
            key={kind}
            title={wordsOf(kind).name()}
            detail={wordsOf(kind).hint()}
            aside={answer && <Left count={answer.open[kind]} />}
            href={hrefFor("ils-list", { kind })}
          />
        ))}
      </List>
      <p class="muted">
        {t("What is not ticked stays on its list. What is taken back leaves it by itself.")}
      </p>
    </AppFrame>
  );
}

function Left({ count }: { count: number }) {
  return <span class="ils-left">{n("{count} to key", "{count} to key", count)}</span>;
}
