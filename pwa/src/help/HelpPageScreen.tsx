import { hrefFor, type ScreenProps } from "../router";
import { t } from "../texts";
import { AppFrame } from "../ui/AppFrame";
import { BackLink } from "../ui/BackLink";
import { ButtonLink } from "../ui/ButtonLink";
import { Card } from "../ui/Card";
import { EmptyState } from "../ui/EmptyState";
import { type Explained, pages } from "./pages";

/** What one screen is for, and how it is used. */
export default function HelpPageScreen({ params }: ScreenProps) {
  const about = params.about ?? "";
  const page = Object.hasOwn(pages, about) ? pages[about as Explained] : undefined;
  return (
    <AppFrame
      title={page?.title() ?? t("Help")}
      subtitle={page && t("Help")}
      back={<BackLink href={hrefFor("help")} />}
    >
      {page ? (
        <Card>
          <p>{page.what()}</p>
          <p>{page.how()}</p>
        </Card>
      ) : (
        <EmptyState title={t("No help about this")}>
          {t("Choose a screen from the list.")}
        </EmptyState>
      )}
      <ButtonLink href={hrefFor("help")} icon="list">
        {t("All help")}
      </ButtonLink>
    </AppFrame>
  );
}
