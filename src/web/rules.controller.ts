import { Controller, Get, Req, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Config } from '../config/config.js';
import { Clock } from '../lib/clock.js';
import { RulesReader } from '../store/pages/rules.reader.js';
import { Access } from './access.guard.js';
import { Pages } from './pages.js';
import { RULE_DAYS, ruleViews } from './rules.view.js';
import type { VisitRequest } from './visit.js';

const DAY_MS = 86_400_000;

/** The rules of the assessment, for the operator: which are off, and how often people knew what a rule asked about. */
@Controller('rules')
export class RulesController {
  constructor(
    private readonly pages: Pages,
    private readonly rules: RulesReader,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Access('operator')
  async show(@Req() request: VisitRequest, @Res() response: Response): Promise<void> {
    const since = new Date(this.clock.now().getTime() - RULE_DAYS * DAY_MS);
    this.pages.send(response, 'rules', {
      ...(await this.pages.shell(request)),
      days: RULE_DAYS,
      rules: ruleViews(await this.rules.since(since), this.config.rulesOff),
    });
  }
}
