import { cases } from "../cases";
import { type Props, Unknown, type Value } from "../values";
import policy from "./sql-encrypted-connections";

const at = ["settings.ipConfiguration.sslMode"];
const mode = (sslMode: Value): Props => ({ settings: { ipConfiguration: { sslMode } } });

export default cases(policy, {
  passing: [
    { title: "takes encrypted connections only", props: mode("ENCRYPTED_ONLY") },
    { title: "asks for client certificates as well", props: mode("TRUSTED_CLIENT_CERTIFICATE_REQUIRED") },
  ],
  failing: [
    { title: "leaves it out", props: { settings: { tier: "db-f1-micro" } }, at },
    { title: "takes both kinds", props: mode("ALLOW_UNENCRYPTED_AND_ENCRYPTED"), at },
  ],
  unknown: [{ title: "takes the mode from a new resource", props: mode(Unknown) }],
});
