/**
 * Until when Cloud SQL supports a major version like any other; extended support follows, which costs extra, brings
 * security fixes only, and ends three years later. From cloud.google.com/sql/docs/postgres/db-versions and
 * …/mysql/db-versions, "Extended support start date", as seen on 2026-11-28. A version that is not here is newer than
 * that page and counts as supported.
 */
export const supportedUntil: Readonly<Record<string, string>> = {
  MYSQL_5_6: "2025-02-01",
  MYSQL_5_7: "2025-02-01",
  MYSQL_8_0: "2026-07-01",
  POSTGRES_9_6: "2025-02-01",
  POSTGRES_10: "2025-02-01",
  POSTGRES_11: "2025-02-01",
  POSTGRES_12: "2025-02-01",
  POSTGRES_13: "2026-02-01",
  POSTGRES_14: "2027-02-01",
  POSTGRES_15: "2028-02-01",
  POSTGRES_16: "2029-02-01",
  POSTGRES_17: "2030-02-01",
};

/** `MYSQL_8_0_36` → MYSQL_8_0: minor versions are not supported apart. */
export function supportEnd(databaseVersion: string): string | undefined {
  const major = Object.keys(supportedUntil).find((known) => `${databaseVersion}_`.startsWith(`${known}_`));
  return major && supportedUntil[major];
}
