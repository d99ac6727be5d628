// Preloaded into the tests: programs that run in their process take half the time without what the SDK does for its debuggers.
const { createRequire } = require("node:module");
const { quiet } = require("../../local/quiet-sdk.cjs");

quiet(createRequire(require.resolve("@pulumi/pulumi/cmd/run")));
