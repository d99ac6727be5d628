import { cases } from "../cases";
import { type Props, Unknown, type Value } from "../values";
import policy from "./no-secret-in-plain-variables";

const type = "gcp:cloudrunv2/service:Service";
const value = "template.containers[0].envs[0].value";
const service = (name: Value, text: Value): Props => ({
  template: { containers: [{ envs: [{ name, value: text }] }] },
});

/** Put together here, so that no scanner takes the cases for the real thing. */
const privateKey = ["-----BEGIN", "PRIVATE KEY-----"].join(" ");
const token = ["eyJhbGciOiJub25lIn0", "eyJzdWIiOiJhZGEifQ", "c2lnbmF0dXJl"].join(".");

export default cases(policy, {
  passing: [
    {
      title: "names the secret",
      type,
      props: {
        template: {
          containers: [
            { envs: [{ name: "DB_PASSWORD", valueSource: { secretKeyRef: { secret: "password", version: "1" } } }] },
          ],
        },
      },
    },
    { title: "has an ordinary variable", type, props: service("LOG_LEVEL", "info") },
    { title: "has a public key", type, props: service("TOKENS_PUBLIC_KEY", "-----BEGIN PUBLIC KEY-----") },
    { title: "has the id of a key", type, props: service("LAYERS_ACCESS_KEY_ID", "0123456789abcdef") },
    { title: "has the file of a token", type, props: service("IAM_TOKEN", "/secrets/token") },
    { title: "has the name of a secret", type, props: service("SALT_SECRET", "projects/example/secrets/salt") },
    { title: "has a switch that is called like one", type, props: service("REQUIRE_TOKEN", "true") },
    {
      title: "has an address that only a name goes before",
      type,
      props: service("REPOSITORY", "ssh://git@example.dev/a"),
    },
  ],
  failing: [
    { title: "has a password", type, props: service("DB_PASSWORD", "example"), at: [value] },
    { title: "has an API key, as others write it", type, props: service("mail_apikey", "x1"), at: [value] },
    { title: "has a private key in a variable of any name", type, props: service("SIGNING", privateKey), at: [value] },
    {
      title: "has a token in a variable of any name",
      type,
      props: service("UPSTREAM", `Bearer ${token}`),
      at: [value],
    },
    {
      title: "has a password in an address",
      type,
      props: service("DATABASE_URL", "postgres://registry:example@10.0.0.2/catalog"),
      at: [value],
    },
    {
      title: "has an access key of another cloud, on the command line of a job",
      type: "gcp:cloudrunv2/job:Job",
      props: { template: { template: { containers: [{ args: ["--key", ["AKIA", "IOSFODNN7EXAMPLE"].join("")] }] } } },
      at: ["template.template.containers[0].args[1]"],
    },
    {
      title: "has a secret in a worker pool's second container",
      type: "gcp:cloudrunv2/workerPool:WorkerPool",
      props: { template: { containers: [{}, { envs: [{ name: "CLIENT_SECRET", value: "example" }] }] } },
      at: ["template.containers[1].envs[0].value"],
    },
    {
      title: "has one in the older API",
      type: "gcp:cloudrun/service:Service",
      props: { template: { spec: { containers: [{ envs: [{ name: "GITHUB_TOKEN", value: "example" }] }] } } },
      at: ["template.spec.containers[0].envs[0].value"],
    },
    {
      title: "has one in a function",
      type: "gcp:cloudfunctionsv2/function:Function",
      props: { serviceConfig: { environmentVariables: { LOG_LEVEL: "info", DB_PASSWORD: "example" } } },
      at: ["serviceConfig.environmentVariables.DB_PASSWORD"],
    },
  ],
  unknown: [
    { title: "has a password made in this run", type, props: service("DB_PASSWORD", Unknown) },
    { title: "has another value made in this run, which may look like one", type, props: service("UPSTREAM", Unknown) },
  ],
});
