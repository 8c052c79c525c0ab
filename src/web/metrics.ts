import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { HealthReader } from '../store/pages/health.reader.js';

/** Figures for Prometheus, read from the database when asked. A label is a feed at most, never a person or an id. */
@Injectable()
export class Metrics {
  private readonly registry = new Registry();
  private readonly unsent = this.gauge('scanwarden_notifications_unsent', 'Mails that wait to be sent');
  private readonly due = this.gauge('scanwarden_connections_due', 'Connections whose next pull is due');
  private readonly pullAge = this.gauge(
    'scanwarden_last_complete_pull_age_seconds',
    'Seconds since any pull was complete',
  );
  private readonly feedAge = this.gauge('scanwarden_feed_age_seconds', 'Seconds since a feed was read', [
    'source',
  ]);

  private readonly canaryAge = this.gauge(
    'scanwarden_canary_age_seconds',
    'Seconds since the alert of an invented patient went the whole way',
  );
  private readonly notices = this.gauge(
    'scanwarden_operator_notices',
    'What operators were told of and is not mended',
    ['kind'],
  );

  constructor(private readonly health: HealthReader) {
    collectDefaultMetrics({ register: this.registry });
  }

  async read(): Promise<{ contentType: string; text: string }> {
    const { unsent, connectionsDue, lastCompletePullAge, feedAges, canaryAge, notices } =
      await this.health.figures();
    this.unsent.set(unsent);
    this.due.set(connectionsDue);
    // What never happened has no age: NaN, so that no alarm on "too old" mistakes it for fresh.
    this.pullAge.set(lastCompletePullAge ?? NaN);
    this.canaryAge.set(canaryAge ?? NaN);
    for (const kind of ['feed', 'canary', 'law', 'many-checks'])
      this.notices.set({ kind }, notices[kind] ?? 0);
    for (const { source, age } of feedAges) this.feedAge.set({ source }, age ?? NaN);
    return { contentType: this.registry.contentType, text: await this.registry.metrics() };
  }

  private gauge(name: string, help: string, labelNames: string[] = []): Gauge {
    return new Gauge({ name, help, labelNames, registers: [this.registry] });
  }
}
