import { type Misplaced, showResult } from "../picking/result";
import { t } from "../texts";
import { Button } from "../ui/Button";
import { reportMisplaced } from "./doing";

/** A line for a supervisor, and a word for whoever looks for it. */
export function MisplacedOffer({ barcode, seen, home, walk }: Misplaced) {
  const report = async () => {
    const undoes = await reportMisplaced({ barcode, seen, home, ...(walk ? { walk } : {}) });
    const word = t("On the list of misplaced documents");
    if (undoes) showResult({ kind: "saved", word, detail: barcode, undoes });
  };
  return (
    <Button kind="quiet" icon="warning" onClick={() => void report()}>
      {t("Report as misplaced")}
    </Button>
  );
}
