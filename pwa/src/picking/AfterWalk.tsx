import { useEffect } from "preact/hooks";
import { hrefFor } from "../router";
import { hasRole } from "../staff/session";
import type { Walk } from "../store/shapes";
import { meta, openWalk, remember, shown } from "../sync/live";
import { t } from "../texts";
import { Button } from "../ui/Button";
import { ButtonLink } from "../ui/ButtonLink";
import { NextSteps } from "./NextSteps";

interface AfterWalkProps {
  walk: Walk;
  /** There is no other walk to take. */
  isLast: boolean;
  /** Some of it is to be scanned into its slot, or into the crate. */
  toShelve: boolean;
}

/** What a finished walk leaves in the hands of whoever walked it; nothing once that is passed on. */
export function AfterWalk({ walk, isLast, toShelve }: AfterWalkProps) {
  useEffect(() => void openWalk(walk.id), [walk.id]);
  return (
    <NextSteps
      picks={shown.value.picks.filter((pick) => pick.walk === walk.id)}
      after={
        <>
          {toShelve && hasRole("picker", "desk", "supervisor") && (
            <ButtonLink
              href={hrefFor("shelving")}
              kind={isLast ? "primary" : "secondary"}
              icon="shelf"
            >
              {t("Shelve")}
            </ButtonLink>
          )}
          <Button icon="tick" onClick={() => void putAway(walk)}>
            {t("That is done")}
          </Button>
        </>
      }
    />
  );
}

/** Enough for everybody who shares a phone on one day. */
const REMEMBERED = 20;

/** Nothing is recorded where a document is only handed over: somebody says that it is done. */
function putAway({ id }: Walk): Promise<void> {
  return remember({ putAway: [...(meta.value.putAway ?? []), id].slice(-REMEMBERED) });
}
