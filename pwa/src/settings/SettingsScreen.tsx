import { hrefFor } from "../router";
import { soundOn, vibrationOn } from "../scanning/tones";
import { AccountCard } from "../staff/AccountCard";
import { type Language, language, languages, setLanguage, t } from "../texts";
import { AppFrame } from "../ui/AppFrame";
import { BackLink } from "../ui/BackLink";
import { Card } from "../ui/Card";
import { Select } from "../ui/Field";
import { Switch } from "../ui/Switch";
import { toast } from "../ui/toasts";
import { type Theme, theme } from "./theme";

/** What this phone shows and sounds like: language, colours, tones. */
export default function SettingsScreen() {
  return (
    <AppFrame title={t("Settings")} back={<BackLink href={hrefFor("today")} />}>
      <AccountCard />
      <Card title={t("On the screen")}>
        <Select
          label={t("Language")}
          value={language.value}
          options={Object.entries(languages)}
          onValue={(value) => void changeLanguage(value as Language)}
        />
        <Select
          label={t("Colours")}
          value={theme.value}
          options={[
            ["system", t("As the phone")],
            ["light", t("Light")],
            ["dark", t("Dark")],
          ]}
          onValue={(value) => {
            theme.value = value as Theme;
          }}
        />
      </Card>
      <Card title={t("After a scan")}>
        <Switch label={t("Sound")} setting={soundOn} />
        <Switch label={t("Vibration")} setting={vibrationOn} />
      </Card>
    </AppFrame>
  );
}

async function changeLanguage(next: Language): Promise<void> {
  await setLanguage(next).catch(() =>
    toast(t("This language is not on this phone yet. Try again with a network.")),
  );
}
