import assert from "node:assert/strict";
import * as gcp from "@pulumi/gcp";
import { Environment, ObjectEvents, Recorder, Service, Trigger } from "../../components";
import { developer } from "../support/declare";
import { TestStack } from "../support/stack";

const image = `europe-docker.pkg.dev/registry-shared/images/tool@sha256:${"ab".repeat(32)}`;

describe("a Cloud Storage bucket whose events are triggered on and recorded", () => {
  it("its agent may publish before the bucket is to tell of anything, and the topic has the transform it names", async () => {
    const stack = new TestStack("dev-ada");
    stack.program = () => {
      const environment = new Environment("environment", developer);
      const { project, home, gcp: provider } = environment;
      const api = new gcp.projects.Service("storage", { project, service: "storage.googleapis.com" }, { provider });
      const bucket = new gcp.storage.Bucket(
        "exports",
        { project, name: `${project}-exports`, location: home },
        { provider, dependsOn: api },
      );
      const exported = new ObjectEvents("exported", { environment, bucket: bucket.name });
      const importer = new Service("importer", { environment, image });
      new Trigger("import", { environment, on: exported, to: importer });
      new Recorder("events", { environment, records: [exported] });
      return {};
    };
    const { outcome, errors } = await stack.up();
    assert.deepEqual([errors, outcome], ["", "succeeded"]);
  });
});
