import { type Edge, showResult } from "../picking/result";
import { t } from "../texts";
import { Button } from "../ui/Button";
import { moveBayStart } from "./doing";

/** "It stood in the next bay": the edge between the two is moved. */
export function EdgeOffer({ edges }: { edges: readonly Edge[] }) {
  const move = async ({ bay, starts, first }: Edge) => {
    const moved = await moveBayStart(starts, first);
    const word = t("Noted: it stood in bay {bay}", { bay });
    if (moved) showResult({ kind: "saved", word });
  };
  return edges.map((edge) => (
    <Button key={edge.bay} kind="quiet" onClick={() => void move(edge)}>
      {t("It stood in bay {bay}", { bay: edge.bay })}
    </Button>
  ));
}
