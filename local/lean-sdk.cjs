// Preloaded into the programs and policy packs that we start with the SDK's own runners. What the SDK does for those who
// debug it, trace it, or have it serialize functions is done when it is asked for: otherwise it is most of what a run costs.
// Each part is left as it is where an SDK of another version does not have it.
const { readFileSync } = require("node:fs");
const { createRequire, enableCompileCache } = require("node:module");
const { join } = require("node:path");
const { translateTraces } = require("../loader/stack-trace.cjs");
const { ifThere, quiet } = require("./quiet-sdk.cjs");

enableCompileCache?.(join(__dirname, "../node_modules/.cache/flotilla/node")); // Node 22.1 and later

/** As its runner sees it: `@pulumi/pulumi/cmd/run/index.js` or `run-policy-pack/index.js`. */
const runner = process.argv[2]; // of run-sdk.cjs
const sdk = createRequire(runner);

const isTraced = process.env.TRACEPARENT || process.env.PULUMI_DEBUG_PROMISE_LEAKS;
if (!isTraced) {
  deferSerializer();
  defer("../../automation", () => ({})); // what drives the real engine
  deferTracing();
  if (runner.includes("run-policy-pack")) deferCompiler();
  deferTranslation();
  quiet(sdk);
  sdk("../../"); // all of it, before a loader is registered that would look at each of its files
}

/** A quarter of a second: it brings the TypeScript compiler and npm's solver, and has the debugger report every script. */
function deferSerializer() {
  const call = (load, name) => [name, (...args) => load()[name](...args)];
  const calls = (names) => (load) => Object.fromEntries(names.map((name) => call(load, name)));
  defer("../../runtime/closure/serializeClosure", calls(["serializeFunctionAsync", "serializeFunction"]));
  defer("../../runtime/closure/codePaths", calls(["computeCodePaths"]));
  defer("../../runtime/closure/v8Hooks", () => ({ isInitializedAsync: async () => {} }));
}

/** Where no trace is to be written, its spans are those of the API alone. */
function deferTracing() {
  const newSpan = (name) => sdk("@opentelemetry/api").trace.getTracer("nodejs-runtime").startSpan(name);
  defer("../run/tracing", () => ({ newSpan }));
}

/** For every pack a compiler is set up that checks types. One that is JavaScript does not need it. */
function deferCompiler() {
  const loadTypeScript = defer("typescript", () => ({ version: sdk("typescript/package.json").version }));
  defer("../../vendor/ts-node@7.0.1/index.js", (load) => ({
    register(options) {
      const { extensions } = require;
      extensions[".ts"] ??= (module, file) => {
        delete extensions[".ts"];
        loadTypeScript?.();
        load().register(options);
        extensions[".ts"](module, file);
      };
    },
  }));
}

/**
 * Every resource takes several stack traces, and each would be translated to the sources of all that it passes, the SDK's
 * own included. There is time until an error ends the program; and a loader of TypeScript knows its sources better.
 */
function deferTranslation() {
  defer("source-map-support/register", () => ({}));
  const { prepareStackTrace } = Error;
  const translate = () => {
    const isLoaders = process.sourceMapsEnabled || Error.prepareStackTrace !== prepareStackTrace;
    if (!isLoaders) translateTraces((file) => readFileSync(file, "utf8"));
  };
  process.on("uncaughtExceptionMonitor", translate).on("unhandledRejection", translate);
}

/** Loads a module only when something else is asked of it than what is `known`. Answers with a function that loads it. */
function defer(request, known) {
  const file = ifThere(() => sdk.resolve(request));
  if (!file) return undefined;
  let real;
  const load = () => {
    if (!real) {
      delete require.cache[file];
      real = sdk(file);
    }
    return real;
  };
  const own = ifThere(() => ({ __esModule: true, ...known(load) }));
  if (!own) return undefined;
  const exports = new Proxy(own, { get: (_, name) => (name in own ? own[name] : load()[name]) });
  require.cache[file] = { id: file, filename: file, path: file, loaded: true, children: [], paths: [], exports };
  return load;
}
