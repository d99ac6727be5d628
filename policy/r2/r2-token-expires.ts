import { day } from "../durations";
import { policy } from "../policy";
import { isSet } from "../settings";
import { Unknown } from "../values";
import { tokens } from "./tokens";

/** A leap year. */
const longest = 366;

export default policy({
  name: "r2-token-expires",
  refuses: "a token that is valid for more than a year",
  because: "a copy of it, in an old backup or log, then works for as long as nobody thinks of it",
  fix: "set expiresOn to a moment within a year, and let rotation replace the token before that",
  severity: "medium",
  applies: tokens,
  check({ props: { expiresOn } }, { violation, unknown }) {
    if (expiresOn === Unknown) return unknown("expiresOn");
    if (!isSet(expiresOn)) return violation("expiresOn", "is not set, so it never ends");
    const days = (Date.parse(String(expiresOn)) - Date.now()) / (day * 1000);
    if (Number.isNaN(days)) violation("expiresOn", `is ${JSON.stringify(expiresOn)}, not a moment in time`);
    else if (days > longest) violation("expiresOn", `is ${String(expiresOn)}, ${Math.round(days)} days from now`);
    return undefined;
  },
});
