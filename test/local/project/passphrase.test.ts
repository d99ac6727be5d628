import assert from "node:assert/strict";
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { cloudSecrets, findProject, PassphraseCrypter, stackFolder, stateSecrets } from "../../../local/project";
import { folder, pulumiYaml } from "./folder";

/** From Pulumi's own tests (`pkg/secrets/passphrase/manager_test.go`). */
const pulumiSalt = "v1:fozI5u6B030=:v1:F+6ZduKKd8G0/V7L:PGMFeIzwobWRKmEAzUdaQHqC5mMRIQ==";

describe("PassphraseCrypter", () => {
  it("salt: one that Pulumi made opens with its passphrase, and with no other", async () => {
    const crypter = await PassphraseCrypter.open("password", pulumiSalt);
    assert.equal(crypter.decrypt("v1:F+6ZduKKd8G0/V7L:PGMFeIzwobWRKmEAzUdaQHqC5mMRIQ=="), "pulumi");
    await assert.rejects(PassphraseCrypter.open("password123", pulumiSalt), { name: "ProjectError" });
  });

  it("salt: one of another form is refused", async () => {
    await assert.rejects(PassphraseCrypter.open("password", "fozI5u6B030=:v1:x:y"), { message: /v1 form/ });
  });

  it("text: what one crypter encrypts, another with the same passphrase and salt decrypts", async () => {
    const crypter = await PassphraseCrypter.create("p");
    const again = await PassphraseCrypter.open("p", crypter.salt);
    for (const text of ["", "t0ken", "Grüße ✓"]) {
      const sealed = crypter.encrypt(text);
      assert.match(sealed, /^v1:[A-Za-z0-9+/]{16}:[A-Za-z0-9+/=]+$/);
      assert.equal(again.decrypt(sealed), text);
    }
    assert.notEqual(crypter.encrypt("a"), crypter.encrypt("a"));
  });

  it("text: a changed one is refused, not misread", async () => {
    const crypter = await PassphraseCrypter.create("p");
    const sealed = crypter.encrypt("text");
    const other = sealed
      .replace(/.(?==*$)/, (last) => (last === "A" ? "Q" : "A"))
      .replace(/:(.)/, (_, c) => `:${c === "B" ? "C" : "B"}`);
    assert.throws(() => crypter.decrypt(other), { message: /another key, or is damaged/ });
    assert.throws(() => crypter.decrypt("plain"), { message: /damaged/ });
  });
});

const emptyStack = () => stackFolder(findProject(folder({ "Pulumi.yaml": pulumiYaml() })), "dev");

describe("stateSecrets()", () => {
  const writeState = (file: string, provider: unknown) =>
    writeFileSync(file, JSON.stringify({ version: 3, deployment: { secrets_providers: provider } }));

  it("first use: a passphrase is made for its owner alone, outside version control, and used again", async () => {
    const stack = emptyStack();
    const first = await stateSecrets(stack, {});
    assert.equal(statSync(stack.passphrase).mode & 0o777, 0o600);
    assert.equal(readFileSync(stack.ignore, "utf8"), "*\n");
    assert.equal(first.provider.type, "passphrase");
    writeState(stack.state, first.provider);
    const second = await stateSecrets(stack, {});
    assert.equal(second.crypter.decrypt(first.crypter.encrypt("s")), "s");
    assert.equal(second.provider.state.salt, first.provider.state.salt);
  });

  it("environment: its passphrase is used, and a state from before it was set still opens", async () => {
    const stack = emptyStack();
    const own = await stateSecrets(stack, {});
    writeState(stack.state, own.provider);
    const again = await stateSecrets(stack, { PULUMI_CONFIG_PASSPHRASE: "new" });
    assert.equal(again.crypter.decrypt(own.crypter.encrypt("s")), "s");
  });

  it("no passphrase fits: the state and the ways out are named", async () => {
    const stack = emptyStack();
    await stateSecrets(stack, {});
    writeState(stack.state, { type: "passphrase", state: { salt: pulumiSalt } });
    const wrong = stateSecrets(stack, { PULUMI_CONFIG_PASSPHRASE: "wrong" });
    await assert.rejects(wrong, { name: "ProjectError", message: /state.json: set PULUMI_CONFIG_PASSPHRASE/ });
  });
});

describe("cloudSecrets()", () => {
  it("a file that names nothing yet: the state's own", async () => {
    const stack = emptyStack();
    const state = await stateSecrets(stack, {});
    assert.equal(await cloudSecrets(stack, {}, async () => state)(), state);
  });

  it("what a file names is opened, whatever has become of the state", async () => {
    const stack = emptyStack();
    const { crypter, provider } = await stateSecrets(stack, {});
    const ciphertext = crypter.encrypt("s");
    for (const environment of [{}, { PULUMI_CONFIG_PASSPHRASE: "new" }]) {
      const opened = await cloudSecrets(stack, environment)(provider);
      assert.equal(opened.crypter.decrypt(ciphertext), "s");
      assert.deepEqual(opened.provider, provider);
    }
  });

  it("no passphrase fits: the cloud's file and the ways out are named", async () => {
    const stack = emptyStack();
    const { provider } = await stateSecrets(stack, {});
    writeFileSync(stack.passphrase, "another");
    await assert.rejects(cloudSecrets(stack, {})(provider), {
      name: "ProjectError",
      message:
        /fits the secrets in \S+cloud\.json: set PULUMI_CONFIG_PASSPHRASE.* or put \S+passphrase back; or delete \S+dev to forget/,
    });
  });

  it("a file that names what is no passphrase: said", async () => {
    for (const named of ["rot13", { type: "gcpkms", state: {} }, { type: "passphrase", state: {} }])
      await assert.rejects(cloudSecrets(emptyStack(), {})(named), {
        name: "ProjectError",
        message: /cloud\.json does not say in `secrets_providers` what its secrets are encrypted with/,
      });
  });
});
