import { hrefFor } from "../router";
import { t } from "../texts";
import { AppFrame } from "./AppFrame";
import { ButtonLink } from "./ButtonLink";
import { EmptyState } from "./EmptyState";

export function NotFoundScreen() {
  return (
    <AppFrame
      title={t("Nothing here")}
      bar={
        <ButtonLink kind="primary" href={hrefFor("today")}>
          {t("Go to today")}
        </ButtonLink>
      }
    >
      <EmptyState title={t("This address leads nowhere")}>
        {t("The link may be old. Everything there is to do starts from today’s screen.")}
      </EmptyState>
    </AppFrame>
  );
}
