/** Queries that readers of the recorded events find as views. */

/** Who pulled which repository, from where, how often and when last: a row for each of the last 30 days. */
export function whoPullsWhat(events: Readonly<Record<string, string>>): string {
  return `SELECT
  DATE(event_time) AS day,
  repository,
  actor,
  region,
  COUNT(*) AS pulls,
  COUNT(DISTINCT digest) AS images,
  MAX(event_time) AS last_pull
FROM \`${events["image-pulled"]}\`
WHERE publish_time >= TIMESTAMP_SUB(CURRENT_TIMESTAMP(), INTERVAL 30 DAY)
GROUP BY day, repository, actor, region`;
}
