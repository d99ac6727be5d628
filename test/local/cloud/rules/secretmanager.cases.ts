import type { Inputs } from "@pulumi/pulumi";
import { type Declare, type Program, project, type RuleCase, region } from "./kit";

const declareSecret = (declare: Declare, name = "salt", location: string = region) =>
  declare("secretmanager/secret:Secret", name, {
    secretId: "salt",
    replication: { userManaged: { replicas: [{ location }] } },
  });

const version =
  (inputs: Inputs): Program =>
  (declare) =>
    declare("secretmanager/secretVersion:SecretVersion", "salt", { secret: declareSecret(declare).id, ...inputs });

const reader = { role: "roles/secretmanager.secretAccessor", member: "user:ada@example.dev" };

export const cases: RuleCase[] = [
  {
    rule: "name-free",
    claim: "a secret of an id that another has",
    broken: (declare) => {
      const first = declareSecret(declare);
      declare(
        "secretmanager/secret:Secret",
        "second",
        { secretId: "salt", replication: { auto: {} } },
        { dependsOn: first },
      );
    },
    says: /Error 409: Secret \[projects\/\d+\/secrets\/salt\] already exists\./,
    // An id is free as soon as its secret is gone.
    repaired: [(declare) => declareSecret(declare), () => undefined, (declare) => declareSecret(declare, "second")],
  },
  {
    rule: "secret-replicas-exist",
    claim: "a replica in a region that nobody has",
    broken: (declare) => declareSecret(declare, "salt", "europe-west99"),
    says: /Error 403: Permission denied on 'locations\/europe-west99' \(or it may not exist\)\./,
    repaired: (declare) => declareSecret(declare),
  },
  {
    rule: "secret-exists",
    claim: "a version of a secret that nobody made",
    broken: (declare) =>
      declare("secretmanager/secretVersion:SecretVersion", "salt", {
        secret: `projects/${project}/secrets/salt`,
        secretData: "s",
      }),
    says: /Error 404: Secret \[projects\/\d+\/secrets\/salt\] not found\./,
    repaired: version({ secretData: "s" }),
  },
  {
    rule: "secret-exists",
    claim: "a grant on a secret that nobody made",
    broken: (declare) =>
      declare("secretmanager/secretIamMember:SecretIamMember", "reads", { secretId: "salt", ...reader }),
    says: /Error 404: Secret \[projects\/\d+\/secrets\/salt\] not found\./,
    repaired: (declare) =>
      declare("secretmanager/secretIamMember:SecretIamMember", "reads", {
        secretId: declareSecret(declare).secretId,
        ...reader,
      }),
  },
  {
    rule: "secret-payload",
    claim: "a version without a value",
    broken: version({ secretData: "" }),
    says: /Error 400: Field \[payload\] is required\./,
    repaired: version({ secretData: "s" }),
  },
  {
    rule: "secret-payload",
    claim: "a version of one byte too many",
    broken: version({ secretData: "s".repeat(64 * 1024 + 1) }),
    says: /Error 400: The payload has 65537 bytes, and must be no larger than 64KiB/,
    repaired: version({ secretData: "s".repeat(64 * 1024) }),
  },
];
