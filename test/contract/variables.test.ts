import assert from "node:assert/strict";
import { given, readVariables, VariablesMissing } from "../../contract";

const all = {
  iam: given.call("iam"),
  layers: given.bucket("layers"),
  catalog: given.database("catalog"),
  models: given.folder("models"),
  exports: given.files("exports"),
  signing: given.sign("signing"),
  checking: given.verify("signing"),
  pulled: given.publish("image-pulled"),
  uploads: given.secret("uploads"),
  host: given.variable("PUBLIC_HOST"),
};
const environment = {
  IAM_URL: "https://iam.example.dev/",
  LAYERS_ENDPOINT: "https://r2.example.dev",
  LAYERS_REGION: "auto",
  LAYERS_BUCKET: "layers-dev-ada",
  LAYERS_ACCESS_KEY_ID: "reader",
  LAYERS_SECRET_ACCESS_KEY: "s3cret",
  CATALOG_INSTANCE: "p:europe-west1:catalog",
  CATALOG_DATABASE: "catalog",
  CATALOG_USER: "run-registry@p.iam",
  MODELS_PATH: "/models",
  MODELS_BUCKET: "models-dev-ada-c0ffee",
  EXPORTS_BUCKET: "exports-dev-ada-c0ffee",
  SIGNING_KEY_VERSION: "projects/p/…/cryptoKeyVersions/1",
  SIGNING_KEY_ID: "signing-1",
  SIGNING_ALGORITHM: "ES256",
  SIGNING_JWKS: '{"keys":[{"kty":"EC"}]}',
  IMAGE_PULLED_TOPIC: "projects/p/topics/image-pulled",
  UPLOADS: "value",
  PUBLIC_HOST: "registry.example.dev",
};

describe("readVariables()", () => {
  it("reads what each entry in can gives, and an option that was not given as undefined", () => {
    const read = readVariables("registry", all, environment);
    assert.equal(read.iam.url, "https://iam.example.dev"); // paths are added to it
    assert.equal(read.layers.secretAccessKey, "s3cret");
    assert.deepEqual(read.checking.jwks.keys, [{ kty: "EC" }]);
    assert.equal(read.catalog.options, undefined);
    assert.equal(readVariables("iam", all, { ...environment, CATALOG_OPTIONS: "-c x=y" }).catalog.options, "-c x=y");
    assert.equal(read.uploads.value, "value");
    assert.deepEqual(
      [read.models, read.exports],
      [{ path: "/models", bucket: "models-dev-ada-c0ffee" }, { bucket: "exports-dev-ada-c0ffee" }],
    );
  });

  it("nothing is there: one error says all that is missing, by which entry it comes, and what to do", () => {
    assert.throws(
      () => readVariables("registry", all, { UPLOADS: "" }),
      (error) => {
        assert.ok(error instanceof VariablesMissing);
        const required = Object.keys(environment);
        for (const name of required)
          assert.match(error.message, new RegExp(`^ {2}${name} is not set; it comes with`, "m"));
        assert.equal(error.message.split("\n").filter((line) => line.startsWith("  ")).length, required.length);
        assert.match(error.message, /IAM_URL is not set; it comes with iam\.call\(\)/);
        assert.match(
          error.message,
          /MODELS_PATH is not set; it comes with models\.read\("\/models"\) or models\.write\("\/models"\)/,
        );
        assert.match(error.message, /flotilla env registry --stack STACK > \.env$/);
        return true;
      },
    );
  });

  it("wrong ones: each is told, and never with its value", () => {
    const wrong = { ...environment, IAM_URL: "iam, s3cret", SIGNING_JWKS: "{s3cret", LAYERS_ENDPOINT: "s3cret" };
    assert.throws(
      () => readVariables("registry", all, wrong),
      ({ message }: Error) => {
        assert.match(message, /IAM_URL is no URL[\s\S]*LAYERS_ENDPOINT is no URL[\s\S]*SIGNING_JWKS is not JSON/);
        return !message.includes("s3cret");
      },
    );
    for (const keys of ["{}", "null", '{"keys":[]}'])
      assert.throws(
        () => readVariables("registry", { signing: given.verify("signing") }, { SIGNING_JWKS: keys }),
        /SIGNING_JWKS is no JSON Web Key Set with a key; it comes with signing\.verify\(\)/,
      );
  });
});
