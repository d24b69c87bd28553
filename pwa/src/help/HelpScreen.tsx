import { hrefFor } from "../router";
import { t } from "../texts";
import { AppFrame } from "../ui/AppFrame";
import { BackLink } from "../ui/BackLink";
import { Card } from "../ui/Card";
import { keys } from "./keys";
import { type Explained, glossary, pages } from "./pages";
import "./help.css";

/** A page for every screen, the words of the floor, and the keys of a desktop. */
export default function HelpScreen() {
  const all = Object.entries(pages) as [Explained, (typeof pages)[Explained]][];
  return (
    <AppFrame wide title={t("Help")} back={<BackLink href={hrefFor("today")} />}>
      <Card title={t("Screen by screen")}>
        <ul class="help-list">
          {all.map(([about, { title }]) => (
            <li key={about}>
              <a href={hrefFor("help-page", { about })}>{title()}</a>
            </li>
          ))}
        </ul>
      </Card>
      <Card title={t("Keys of a computer")}>
        <dl class="help-words">
          {keys.map(({ key, does }) => (
            <div key={key}>
              <dt>
                <kbd>{key}</kbd>
              </dt>
              <dd>{does()}</dd>
            </div>
          ))}
        </dl>
        <p class="muted">{t("A hand scanner works on every screen, as if it were a keyboard.")}</p>
      </Card>
      <Card title={t("Words")}>
        <dl class="help-words">
          {glossary.map(([word, meaning]) => (
            <div key={word()}>
              <dt>{word()}</dt>
              <dd>{meaning()}</dd>
            </div>
          ))}
        </dl>
      </Card>
    </AppFrame>
  );
}
