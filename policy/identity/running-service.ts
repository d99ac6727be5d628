/** What the cases of several policies have in common: a service, and the account that it runs as. */
import type { CaseResource } from "../cases";
import type { Value } from "../values";

export const email = "run-registry@example.iam.gserviceaccount.com";

export const service = (serviceAccount: Value = email, madeFrom: string[] = []): CaseResource => ({
  type: "gcp:cloudrunv2/service:Service",
  name: "registry",
  props: { name: "registry", template: { serviceAccount } },
  madeFrom: { template: madeFrom },
});
