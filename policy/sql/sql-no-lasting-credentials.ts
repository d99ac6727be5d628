import { policy } from "../policy";
import { find, Unknown } from "../values";
import { instance } from "./instance";

const certificate = "gcp:sql/sslCert:SslCert";
const passwords = ["rootPassword", "rootPasswordWo", "replicaConfiguration.password"];

export default policy({
  name: "sql-no-lasting-credentials",
  refuses: "a client certificate, or a password of an instance's own",
  because:
    "either opens the database to whoever holds a copy, a certificate for ten years, and none of it is tied to an account",
  fix: "log in with IAM through a connector, which makes certificates that live an hour, and leave these out",
  severity: "high",
  applies: [instance, certificate],
  check({ type, props }, { violation, unknown }) {
    if (type === certificate) return violation("commonName", "names a client certificate");
    for (const { path, value } of passwords.flatMap((password) => find(props, password))) {
      if (value === Unknown) unknown(path);
      else if (value !== undefined) violation(path, "is set");
    }
    return undefined;
  },
});
