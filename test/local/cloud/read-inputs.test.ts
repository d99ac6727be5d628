import assert from "node:assert/strict";
import { type ResourceType, resourceType } from "../../../local/cloud/catalogue";
import { importedInputs, refreshedInputs } from "../../../local/cloud/read-inputs";

const bucket = resourceType("gcp:storage/bucket:Bucket") as ResourceType;
const record = resourceType("cloudflare:index/dnsRecord:DnsRecord") as ResourceType;

describe("refreshedInputs()", () => {
  it("as they were: the same, with what is noted of defaults at every depth", () => {
    const inputs = { location: "EU", versioning: { enabled: true, __defaults: ["enabled"] }, __defaults: ["location"] };
    assert.deepEqual(refreshedInputs(inputs, { location: "EU", versioning: { enabled: true } }), inputs);
  });

  it("changed: the value of now, which no default has filled in any more", () => {
    const inputs = { location: "EU", storageClass: "STANDARD", __defaults: ["location", "storageClass"] };
    assert.deepEqual(refreshedInputs(inputs, { location: "EU", storageClass: "NEARLINE" }), {
      location: "EU",
      storageClass: "NEARLINE",
      __defaults: ["location"],
    });
  });

  it("changed deep inside: the object, too, is not any more what a default has filled in", () => {
    const inputs = { rules: [{ age: 1, kind: "a", __defaults: ["age", "kind"] }], __defaults: ["rules"] };
    assert.deepEqual(refreshedInputs(inputs, { rules: [{ age: 2, kind: "a" }] }), {
      rules: [{ age: 2, kind: "a", __defaults: ["kind"] }],
      __defaults: [],
    });
  });

  it("gone: it is no input any more", () => {
    assert.deepEqual(refreshedInputs({ labels: { a: "1", b: "2" }, name: "n" }, { labels: { a: "1" } }), {
      labels: { a: "1" },
    });
  });

  it("new in the cloud: what was no input is none now, as the bridge has it; a list is as long as it was at most", () => {
    assert.deepEqual(refreshedInputs({ zones: ["a"] }, { zones: ["a", "b"], labels: { a: "1" } }), { zones: ["a"] });
    assert.deepEqual(refreshedInputs({ zones: ["a", "b"] }, { zones: ["c"] }), { zones: ["c"] });
  });
});

describe("importedInputs()", () => {
  it("all that is an input and is neither a default nor nothing; that none was filled in is noted", () => {
    const actual = {
      name: "logs",
      location: "EU",
      storageClass: "STANDARD",
      forceDestroy: false,
      requesterPays: true,
      labels: {},
      versioning: { enabled: true },
      lifecycleRules: [{ action: { type: "Delete" }, condition: { age: 30 } }],
    };
    assert.deepEqual(importedInputs(bucket, actual), {
      name: "logs",
      location: "EU",
      requesterPays: true,
      versioning: { enabled: true, __defaults: [] },
      lifecycleRules: [
        { action: { type: "Delete", __defaults: [] }, condition: { age: 30, __defaults: [] }, __defaults: [] },
      ],
      __defaults: [],
    });
  });

  it("a required input is one whatever its value; an output is none", () => {
    assert.deepEqual(importedInputs(bucket, { location: "", url: "gs://logs" }), { location: "", __defaults: [] });
  });

  it("of the plugin framework: as they are, with nothing noted", () => {
    assert.deepEqual(importedInputs(record, { name: "a", proxied: false }), { name: "a", proxied: false });
  });
});
