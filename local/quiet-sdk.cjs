// What the SDK does at every resource for those who debug it; left out, a program runs in half the time.

/** `sdk`: requires files of `@pulumi/pulumi`, by their place relative to `cmd/run`. */
exports.quiet = (sdk) => {
  // A dozen for each resource, one call after the other; the engine would drop them.
  change(sdk, "../../log", "debug", () => () => Promise.resolve());
  // Every promise of the SDK is given a stack trace of its making, in case it is never kept.
  change(sdk, "../../runtime/debuggable", "debuggablePromise", (original) => (promise, context) => {
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    try {
      return original(promise, context);
    } finally {
      Error.stackTraceLimit = stackTraceLimit;
    }
  });
};

/** Puts another function in the place of a module's, which the SDK calls as the module's. */
function change(sdk, request, name, to) {
  const module = ifThere(() => sdk(request));
  if (typeof module?.[name] === "function") module[name] = to(module[name]);
}

/** An SDK of another version may not have it. */
function ifThere(find) {
  try {
    return find();
  } catch {
    return undefined;
  }
}

exports.ifThere = ifThere;
