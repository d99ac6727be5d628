import { sourceOf } from "../identity/accounts";
import { every, same } from "../known";
import { type StackResource, stackPolicy } from "../policy";
import { isSet } from "../settings";
import { type Known, Unknown } from "../values";
import { cryptoKey } from "./scope";

const version = "gcp:kms/cryptoKeyVersion:CryptoKeyVersion";

export default stackPolicy({
  name: "kms-key-has-a-version",
  refuses: "a key without a version that is enabled",
  because:
    "a key is only a name for its versions: everything that is to be signed or encrypted with it fails, and first when it is asked",
  fix:
    "leave skipInitialVersionCreation out, or make a CryptoKeyVersion and leave its state at ENABLED (Flotilla: versions " +
    "of new SigningKey(…))",
  severity: "medium",
  applies: [cryptoKey, version],
  checkStack(resources, report) {
    const versions = resources.filter(({ type }) => type === version);
    for (const key of resources.filter(({ type }) => type === cryptoKey)) {
      const { skipInitialVersionCreation: skips } = key.props;
      const own = versions.map((one) => every(isEnabled(one), isOf(one, key)));
      if (skips === undefined || skips === false || own.includes(true)) continue;
      if (skips === Unknown || own.includes(Unknown)) report.unknown(key, "skipInitialVersionCreation");
      else
        report.violation(key, "skipInitialVersionCreation", "is true, and the stack makes no version that is enabled");
    }
  },
});

/** One that is not said to be enabled is. */
function isEnabled({ props: { state } }: StackResource): Known {
  if (state === Unknown) return Unknown;
  return !isSet(state) || state === "ENABLED" || state === "PENDING_GENERATION";
}

function isOf(one: StackResource, key: StackResource): Known {
  const made = sourceOf(one, "cryptoKey", cryptoKey);
  if (made !== undefined) return made.urn === key.urn;
  return same(one.props.cryptoKey, key.props.id);
}
