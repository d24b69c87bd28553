import type { Kept } from "../store/recorded";
import { t } from "../texts";
import { Button } from "../ui/Button";
import { lazily } from "../ui/lazily";
import { ResultBanner } from "../ui/ResultBanner";
import { takeBack } from "./answers";
import { reportFoundWithoutScan } from "./doing";
import { hideResult, type LastResult, lastResult, showResult } from "./result";
import { titleOf } from "./words";

const MisplacedOffer = lazily(
  async () => (await import("../shelves/MisplacedOffer")).MisplacedOffer,
);
const EdgeOffer = lazily(async () => (await import("../shelves/EdgeOffer")).EdgeOffer);

/** The last result, with the one thing one may want to do about it. */
export function ResultLine() {
  const result = lastResult.value;
  if (!result) return null;
  const hasUndo = result.undoes && !result.edges && !result.misplaced;
  return (
    <div class={hasUndo ? "result-line has-undo" : "result-line"}>
      <ResultBanner
        kind={result.kind}
        word={result.word}
        direction={result.direction}
        detail={
          <>
            <span class="result-text">{result.detail}</span>
            {result.misplaced ? (
              <MisplacedOffer {...result.misplaced} />
            ) : (
              <Offer result={result} />
            )}
            {result.edges && <EdgeOffer edges={result.edges} />}
          </>
        }
      />
    </div>
  );
}

async function takeBackAll(deeds: readonly Kept[]): Promise<void> {
  for (const deed of deeds) await takeBack(deed);
}

function Offer({
  result: { undoes, offers, asks, agree = t("Yes, found") },
}: {
  result: LastResult;
}) {
  if (undoes) {
    const giveUp = () => {
      hideResult();
      void takeBackAll([undoes].flat());
    };
    return (
      <Button kind="quiet" icon="undo" onClick={giveUp}>
        {t("Undo")}
      </Button>
    );
  }
  if (asks) {
    const goOn = () => {
      hideResult();
      void asks();
    };
    return (
      <Button kind="quiet" icon="tick" onClick={goOn}>
        {agree}
      </Button>
    );
  }
  if (!offers) return null;
  const accept = async () => {
    const found = await reportFoundWithoutScan(offers, "no_label");
    if (found) showResult({ kind: "found", detail: titleOf(offers), undoes: found });
  };
  return (
    <Button kind="quiet" icon="tick" onClick={() => void accept()}>
      {t("It has no label: found")}
    </Button>
  );
}
