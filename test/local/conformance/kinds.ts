/** What an engine's message is about, whichever words it has for it. */

/** Messages of both engines → their kind; `undefined` for what says nothing of the program. */
const kinds: readonly (readonly [RegExp, string | undefined])[] = [
  [/^(update|preview|destroy|refresh) failed/, undefined],
  // The corpus's provider has no version.
  [/^resource plugin fake is expected to have version/, undefined],
  [/^Could not find a package.json/, undefined],
  // What is wrong with the resource has been told; that the program fails for it follows.
  [/^Error: failed to read resource /, undefined],
  // What a destroy leaves, ours says in a message of its own.
  [/^\d+ resources stay: /, undefined],
  [/^retrying \w+ due to on-error hook|^\w+ failed and is tried again, as an error hook asks/, "tried again"],
  [/the cloud cannot \w+ \w+ today$|it is locked/, "the cloud refuses"],
  [/property .* has a problem: |\): must not be$/s, "inputs are refused"],
  [/marked for protection|(is|are) protected/, "it is protected"],
  [/^Duplicate resource URN|^there are two resources with the URN/, "two of one URN"],
  [/could not be found in the stack|^no resource fits the target/, "no such target"],
  [/will be destroyed but was not specified in --target list/, "no target would go"],
  [/depends on .* which was( not specified in --target list| skipped)/, "it needs what is no target"],
  [/^an earlier operation was interrupted|pending operations/, "interrupted before"],
  [/^Duplicate resource alias|^the alias \S+ of \S+ means/, "two of one former URN"],
  [/hook "\w+"( \(\w+\))? failed: /, "a hook failed"],
  [/has made no |there is no \S+ with the id |does not exist/, "not there"],
  [
    /has inputs that are not known during preview|^its provider has arguments that are not known yet/,
    "its provider is not known yet",
  ],
  [/^Running program .* failed with an unhandled exception|^Error: the program /s, "the program threw"],
  [/^the program does not want this$/, "the program refused"],
  [/^Undefined value \(\w+\) will not show as a stack output/, "an output is undefined"],
  [/^(an info|a warning|(before|after) (create|update|delete) of \w+)$/, "said by the program"],
];

export function kindOf(message: string): string | undefined {
  const text = message.trim();
  const found = kinds.find(([pattern]) => pattern.test(text));
  if (!found) throw new Error(`a message of no known kind, see kinds.ts: ${JSON.stringify(text)}`);
  return found[1];
}
