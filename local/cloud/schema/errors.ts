/** What the check of the catalogue cannot use: a file that is no schema, a type that nobody tells. */
export class SchemaUnreadable extends Error {
  constructor(file: string, reason: string) {
    super(
      `${file} is no provider's schema: ${reason}; give a file that \`pulumi package get-schema PROVIDER\` has printed`,
    );
  }
}

export class NoSuchType extends Error {
  constructor(token: string) {
    super(`--draft ${token}: no schema given has that type, nor has an installed SDK; give a schema that has it`);
  }
}
