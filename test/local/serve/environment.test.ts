import assert from "node:assert/strict";
import { servedEnvironment } from "../../../local/serve/environment";

const served = {
  providers: "gcp:1,random:2",
  backend: "/shop/.flotilla/dev/served/backend",
  passphrase: "/shop/.flotilla/passphrase",
};

describe("the environment of a served cloud", () => {
  it("providers and backend: ours, whatever was there before; nothing is fetched", () => {
    const environment = servedEnvironment(
      { PATH: "/bin", PULUMI_BACKEND_URL: "s3://states", PULUMI_DEBUG_PROVIDERS: "gcp:9" },
      served,
    );
    assert.deepEqual(environment, {
      PATH: "/bin",
      PULUMI_DEBUG_PROVIDERS: "gcp:1,random:2",
      PULUMI_BACKEND_URL: "file:///shop/.flotilla/dev/served/backend",
      PULUMI_CONFIG_PASSPHRASE_FILE: "/shop/.flotilla/passphrase",
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
      PULUMI_SKIP_UPDATE_CHECK: "true",
    });
  });

  it("passphrase: the user's own where there is one, even an empty one", () => {
    const file = (environment: NodeJS.ProcessEnv) =>
      servedEnvironment(environment, served).PULUMI_CONFIG_PASSPHRASE_FILE;
    assert.equal(file({ PULUMI_CONFIG_PASSPHRASE: "" }), undefined);
    assert.equal(file({ PULUMI_CONFIG_PASSPHRASE_FILE: "/mine" }), "/mine");
    assert.equal(file({}), served.passphrase);
  });
});
