import { render } from "preact";
import { App } from "./App";
import { startNavigation } from "./navigation";
// In the first file, not in one of its own: fewer requests before a pick is on the screen.
import WalkScreen from "./picking/WalkScreen";
import { startTheme } from "./settings/theme";
import { startPhone, untilTrouble } from "./staff/start";
import { preferredLanguage, setLanguage } from "./texts";
import "./ui/theme.css";
import "./ui/base.css";
import "./ui/components.css";
import { listenForDoubleTaps } from "./ui/double-tap";
import { late } from "./ui/late";
import { keepScreen } from "./ui/ScreenOutlet";

const FIRST_PICTURE_MS = 150;
const ONCE_MORE_MS = 5000;

async function start(root: HTMLElement): Promise<void> {
  keepScreen("walk", WalkScreen);
  startTheme();
  startNavigation();
  listenForDoubleTaps();
  const languageIsHere = setLanguage(preferredLanguage()).catch(() => setLanguage("en"));
  const isAwake = startPhone();
  await Promise.all([languageIsHere, Promise.race([isAwake, untilTrouble()])]);
  render(<App />, root);
  // Until then another tab has the memory, and does the talking.
  await isAwake;
  setTimeout(afterFirstPicture, FIRST_PICTURE_MS);
}

/** Not before the pick is drawn: it would wait behind these on a slow phone and network. */
async function afterFirstPicture(): Promise<void> {
  const talking = await import("./staff/talking").catch(() => undefined);
  // Without it nothing is sent: it is asked for until it comes.
  if (!talking) return void setTimeout(afterFirstPicture, ONCE_MORE_MS);
  talking.startTalking();
  const updates = await late(() => import("./updates"));
  await updates?.watchForUpdates();
  const keys = await late(() => import("./help/keys"));
  keys?.listenForKeys();
}

const root = document.getElementById("app");
if (root) void start(root);
