/** Asks the rules: those of a request before it is done, and those that find what an ended update left not working. */
import type { Defect } from "../provider";
import type { DefectRule, Request, Rule } from "./rule";
import type { World } from "./world";

export class Rulebook {
  readonly #rules: readonly Rule[];
  readonly #defectRules: readonly DefectRule[];
  /** Operation and type → the rules that judge it. */
  readonly #fitting = new Map<string, readonly Rule[]>();

  constructor(rules: readonly (Rule | DefectRule)[]) {
    this.#rules = rules.filter((rule) => "check" in rule);
    this.#defectRules = rules.filter((rule) => "inspect" in rule);
  }

  /** Throws the first refusal. */
  refuse(request: Request): void {
    for (const rule of this.#of(request)) rule.check(request);
  }

  /** What a cloud took and then does not do. */
  defectsIn(world: World): Defect[] {
    return this.#defectRules.flatMap(({ types, inspect }) =>
      types
        .flatMap((type) => world.ofType(type))
        .flatMap((record) => {
          const message = record.urn === undefined ? undefined : inspect(record, world);
          return message === undefined ? [] : [{ urn: record.urn as string, message }];
        }),
    );
  }

  #of({ operation, type: { token } }: Request): readonly Rule[] {
    const key = `${operation} ${token}`;
    let fitting = this.#fitting.get(key);
    if (!fitting) {
      fitting = this.#rules.filter(
        ({ types, before }) => before.includes(operation) && (types?.includes(token) ?? true),
      );
      this.#fitting.set(key, fitting);
    }
    return fitting;
  }
}
