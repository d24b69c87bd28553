import { hrefFor } from "../router";
import { t } from "../texts";
import { ButtonLink } from "../ui/ButtonLink";
import { Card } from "../ui/Card";
import { syncState } from "../ui/sync-state";

/** What to do with a phone that the server does not know any more. Nothing while it does. */
export function ForgottenCard() {
  if (!syncState.value.forgotten) return null;
  return (
    <Card title={t("Phone not known")}>
      <p>
        {t(
          "The library’s server does not know this phone any more. What was done on it stays on it.",
        )}
      </p>
      <p>
        {t(
          "Ask a supervisor for a code and enrol it again. What waits is then sent, and a supervisor decides about it.",
        )}
      </p>
      <ButtonLink href={hrefFor("enrol")} icon="phone">
        {t("Enrol this phone again")}
      </ButtonLink>
    </Card>
  );
}
