import { Controller, Get, Inject, Res } from '@nestjs/common';
import type { Response } from 'express';
import type { Logger } from 'pino';
import { Config } from '../config/config.js';
import { HealthReader } from '../store/pages/health.reader.js';
import { LOGGER } from '../tokens.js';
import { Access } from './access.guard.js';
import { Metrics } from './metrics.js';

/** For whoever keeps the service running: a supervisor, a load balancer, Prometheus. Numbers only, nobody's data. */
@Controller()
@Access('public')
export class HealthController {
  constructor(
    private readonly health: HealthReader,
    private readonly metrics: Metrics,
    private readonly config: Config,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** The process answers; restarting it would not help more. */
  @Get('health/live')
  live(): { status: 'live' } {
    return { status: 'live' };
  }

  /** 200 when requests can be served, else 503 with the reason. */
  @Get('health/ready')
  async ready(@Res() response: Response): Promise<void> {
    const why = await this.unready();
    if (why !== null) return void response.status(503).json({ status: 'not ready', why });
    // What operators were told of keeps nobody from being served.
    response.json({ status: 'ready', why, notices: await this.health.openNotices() });
  }

  @Get('metrics')
  async show(@Res() response: Response): Promise<void> {
    const { contentType, text } = await this.metrics.read();
    response.setHeader('content-type', contentType);
    response.send(text);
  }

  /** A process that only serves pages can do so while another's worker is stuck. */
  private async unready(): Promise<string | null> {
    try {
      const stuck = await this.health.relayIsStuck();
      return stuck && this.config.roles.has('worker')
        ? 'rows are due that the worker does not ring for'
        : null;
    } catch (error) {
      this.logger.error({ reason: String(error) }, 'not ready: the database did not answer');
      return 'the database does not answer';
    }
  }
}
