import { cases } from "../cases";
import { Unknown } from "../values";
import policy from "./sql-no-lasting-credentials";

const type = "gcp:sql/databaseInstance:DatabaseInstance";

export default cases(policy, {
  passing: [{ title: "has accounts only", type, props: { databaseVersion: "POSTGRES_17" } }],
  failing: [
    { title: "has a root password", type, props: { rootPassword: "example" }, at: ["rootPassword"] },
    {
      title: "has one that the state does not keep",
      type,
      props: { rootPasswordWo: "example", rootPasswordWoVersion: 1 },
      at: ["rootPasswordWo"],
    },
    {
      title: "replicates with a password",
      type,
      props: { replicaConfiguration: { username: "replica", password: "example" } },
      at: ["replicaConfiguration.password"],
    },
    {
      title: "is a client certificate",
      type: "gcp:sql/sslCert:SslCert",
      props: { instance: "catalog", commonName: "registry" },
      at: ["commonName"],
    },
  ],
  unknown: [{ title: "may have a password made in this run", type, props: { rootPassword: Unknown } }],
});
