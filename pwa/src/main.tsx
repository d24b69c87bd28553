import { render } from "preact";
import { App } from "./App";
import { startNavigation } from "./navigation";
// In the first file, not in one of its own: fewer requests before a pick is on the screen.
import WalkScreen from "./picking/WalkScreen";
import { startTheme } from "./settings/theme";
import { startPhone } from "./staff/start";
import { preferredLanguage, setLanguage } from "./texts";
import "./ui/theme.css";
import "./ui/base.css";
import "./ui/components.css";
import { keepScreen } from "./ui/ScreenOutlet";
import { watchForUpdates } from "./updates";

async function start(root: HTMLElement): Promise<void> {
  keepScreen("walk", WalkScreen);
  startTheme();
  startNavigation();
  const languageIsHere = setLanguage(preferredLanguage()).catch(() => setLanguage("en"));
  await Promise.all([languageIsHere, startPhone()]);
  render(<App />, root);
  void watchForUpdates();
}

const root = document.getElementById("app");
if (root) void start(root);
