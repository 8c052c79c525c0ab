import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** A place, and when nobody could look at it. Times are ISO 8601. */
export interface WatchedSince {
  id: string;
  siteName: string;
  createdAt: string;
  /** Between two full looks that are more than a week apart, the last until now; oldest first. */
  unwatched: { from: string; to: string }[];
}

/** A shorter pause is no gap: nobody is told of it either. */
const GAP_DAYS = 7;

/** How a record was watched over time. */
@Injectable()
export class OverTimeReader {
  constructor(private readonly dataSource: DataSource) {}

  /** The places of a patient that a reader sees, by name. Files that a person added are not looked at, and have no gaps. */
  places(patientId: string, readerId: string, now: Date): Promise<WatchedSince[]> {
    return this.dataSource.query<WatchedSince[]>(
      `SELECT connection.id, connection.site_name AS "siteName", connection.created_at AS "createdAt",
         coalesce((SELECT jsonb_agg(jsonb_build_object('from', stretch."from", 'to', stretch."to") ORDER BY stretch."from")
           FROM (SELECT look.at AS "from", lead(look.at, 1, $3::timestamptz) OVER (ORDER BY look.at) AS "to"
             FROM (SELECT connection.created_at AS at UNION ALL
               SELECT finished_at FROM pull WHERE pull.connection_id = connection.id AND complete) AS look) AS stretch
           WHERE connection.kind <> 'files' AND stretch."to" - stretch."from" > make_interval(days => $4)), '[]') AS unwatched
       FROM seen_connection($2) AS connection WHERE connection.patient_id = $1
       ORDER BY connection.site_name, connection.id`,
      [patientId, readerId, now, GAP_DAYS],
    );
  }
}
