import { useState } from "preact/hooks";
import { hrefFor, type ScreenProps } from "../router";
import { n, t } from "../texts";
import { AppFrame } from "../ui/AppFrame";
import { BackLink } from "../ui/BackLink";
import { Button } from "../ui/Button";
import { EmptyState } from "../ui/EmptyState";
import { Icon } from "../ui/Icon";
import { PrintLink } from "../ui/PrintLink";
import { AllLines } from "./AllLines";
import { isListKind, type ListKind, wordsOf } from "./lists";
import { OneByOne } from "./OneByOne";
import { useList } from "./useList";
import "./ils.css";

/** One list, to be scanned from the screen into the library's own system. */
export default function ListScreen({ params }: ScreenProps) {
  return <ShownList kind={isListKind(params.kind) ? params.kind : "to_trap"} />;
}

function ShownList({ kind }: { kind: ListKind }) {
  const { lines, problem, tick } = useList(kind);
  const [isOneByOne, setOneByOne] = useState(false);
  const count = lines?.length ?? 0;
  return (
    <AppFrame
      title={wordsOf(kind).name()}
      subtitle={lines && n("{count} to key", "{count} to key", count)}
      back={<BackLink href={hrefFor("ils-lists")} />}
    >
      {problem && <p class="note note-amber">{problem}</p>}
      {lines && count === 0 && (
        <EmptyState title={t("Nothing to key")}>
          {t("Lines appear here by themselves while people work.")}
        </EmptyState>
      )}
      {lines && count > 0 && (
        <>
          <p class="muted">{wordsOf(kind).hint()}</p>
          <div class="ils-ways">
            <Button icon={isOneByOne ? "list" : "scan"} onClick={() => setOneByOne(!isOneByOne)}>
              {isOneByOne ? t("All of them") : t("One by one")}
            </Button>
            <Away kind={kind} />
          </div>
          {isOneByOne ? (
            <OneByOne lines={lines} onTick={tick} />
          ) : (
            <AllLines lines={lines} onTick={tick} />
          )}
        </>
      )}
    </AppFrame>
  );
}

/** The same list on paper, and as a file. */
function Away({ kind }: { kind: ListKind }) {
  const address = `/api/ils/lists/${kind}`;
  return (
    <>
      <PrintLink href={`${address}/paper`}>{t("Paper")}</PrintLink>
      <a class="button" href={`${address}/file`} download>
        <Icon name="down" />
        <span>{wordsOf(kind).file()}</span>
      </a>
    </>
  );
}
