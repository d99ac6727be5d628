import { policy } from "../policy";
import { Unknown } from "../values";

/** Type → what says how long it is, and how long that has to be: what keeps a secret, and what keeps names apart. */
const shortest: Readonly<Record<string, { property: string; least: number }>> = {
  "random:index/randomBytes:RandomBytes": { property: "length", least: 16 },
  "random:index/randomId:RandomId": { property: "byteLength", least: 3 },
  "random:index/randomPassword:RandomPassword": { property: "length", least: 20 },
};

export default policy({
  name: "random-enough",
  refuses: "something random that is too short for what it is made for",
  because:
    "a password of eight characters is guessed in an afternoon, and of 256 names two environments sooner or later get the same",
  fix: "set length to 20 for a password and to 16 for bytes, and byteLength to 3 for an id, or more",
  severity: "medium",
  applies: Object.keys(shortest),
  check({ type, props }, { violation, unknown }) {
    const { property = "", least = 0 } = shortest[type] ?? {};
    const value = props[property];
    if (value === Unknown) unknown(property);
    else if (Number(value) < least) violation(property, `is ${String(value)}, not at least ${least}`);
  },
});
