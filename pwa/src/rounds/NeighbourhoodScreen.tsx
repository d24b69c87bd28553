import { hrefFor, type ScreenProps } from "../router";
import { useAnswer } from "../supervisors/useAnswer";
import { t } from "../texts";
import { AppFrame } from "../ui/AppFrame";
import { BackLink } from "../ui/BackLink";
import { EmptyState } from "../ui/EmptyState";
import { NEW, NeighbourhoodForm } from "./NeighbourhoodForm";
import type { Rounds } from "./rounds";

/** One neighbourhood: how often the cart comes, and where it halts. */
export default function NeighbourhoodScreen({ params }: ScreenProps) {
  const { answer, problem } = useAnswer<Rounds>("/rounds");
  const known = answer?.neighbourhoods.find(({ id }) => id === params.neighbourhood);
  if (answer && (known || params.neighbourhood === NEW)) {
    return <NeighbourhoodForm known={known} today={answer.today} />;
  }
  return (
    <AppFrame title={t("Neighbourhood")} back={<BackLink href={hrefFor("rounds")} />}>
      {problem && <p class="note note-amber">{problem}</p>}
      {answer && (
        <EmptyState title={t("This neighbourhood is not there")}>
          {t("The cart comes there no more. Go back to the list of neighbourhoods.")}
        </EmptyState>
      )}
    </AppFrame>
  );
}
