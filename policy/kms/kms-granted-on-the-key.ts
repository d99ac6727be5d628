import { grantsIn } from "../identity/bindings";
import { policy } from "../policy";
import { Unknown } from "../values";
import { dutiesOf } from "./duties";

/** To rule over a ring is another thing than to use what is in it: `kms-duties-separated` keeps them apart. */
export default policy({
  name: "kms-granted-on-the-key",
  refuses: "a right to use all keys of a ring",
  because:
    "it holds for every key that is made there later, for whatever purpose: who was to encrypt an export then signs tokens",
  fix: "grant it on the one key, with CryptoKeyIAMMember (Flotilla: encrypt(), decrypt() or sign())",
  severity: "high",
  applies: (type) => /^gcp:kms\/keyRingI(AM|am)(Member|Binding|Policy):/.test(type),
  check({ props }, { violation, unknown }) {
    for (const { role, path } of grantsIn(props))
      if (role === Unknown) unknown(path);
      else if (dutiesOf(String(role)).uses) violation(path, `is given ${String(role)}, which a key could carry`);
  },
});
